import * as contract from '@chuangyuan/contract/score'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { orNotFound } from '../../http/refused.ts'
import { campaignById } from '../campaign/public.ts'
import { answerItem, withdrawAnswer } from './answer-item.ts'
import { answerStore } from './answer-store.ts'
import { countedMap } from './counted-map.ts'
import { exportGaps } from './export-gaps.ts'
import { startMeasuring } from './measure-map.ts'
import { quantityFigures } from './quantity-figures.ts'
import { readScoreOf } from './read-score.ts'

export function scoreRoutes(bind: Bind, deps: Deps): void {
  bind(contract.readScore, ({ session, query }) => readScoreOf(deps, session, query))
  bind(contract.measureMap, ({ session }) => startMeasuring(deps, session))
  bind(contract.readFigures, ({ session, params }) => quantityFigures(deps, session, params.quantity))
  bind(contract.mapCounted, ({ session, params }) => countedMap(deps, session, params.quantity))
  bind(contract.exportGaps, ({ session, query }) => exportGaps(deps, session, query.campaign))
  bind(contract.listAnswers, ({ session, params }) =>
    deps.db.read(session, async ({ query, districtId }) => {
      orNotFound(await campaignById(query, districtId, params.campaignId), 'campaign')
      return answerStore(query, districtId).answers(params.campaignId)
    }),
  )
  bind(contract.giveAnswer, ({ session, params, body }) => answerItem(deps, session, params, body))
  bind(contract.withdrawAnswer, ({ session, params }) => withdrawAnswer(deps, session, params))
}
