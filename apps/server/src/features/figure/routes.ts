import * as contract from '@chuangyuan/contract/figure'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { exportAll } from './export-figures.ts'
import { listAll, showHistory } from './list-figures.ts'
import { correctOne, removeOne, reportOne } from './report-figure.ts'

export function figureRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listFigures, ({ session, query }) => listAll(deps, session, query))
  bind(contract.exportFigures, ({ session }) => exportAll(deps, session))
  bind(contract.figureHistory, ({ session, params }) => showHistory(deps, session, params.inputId))
  bind(contract.reportFigure, ({ session, body }) => reportOne(deps, session, body))
  bind(contract.correctFigure, ({ session, params, body }) =>
    correctOne(deps, session, params.figureId, body),
  )
  bind(contract.removeFigure, ({ session, params }) => removeOne(deps, session, params.figureId))
}
