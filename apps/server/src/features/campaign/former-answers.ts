import type {
  listFormerAnswers as formerOperation,
  listSwitches as listOperation,
} from '@chuangyuan/contract/campaign'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { parseDay } from '@chuangyuan/domain/day'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { campaignStore } from './store.ts'
import { recordOf } from './switch-pack.ts'
import { switchStore, type KeptAnswer } from './switch-store.ts'

export function listSwitches(
  { db }: Deps,
  by: Session,
  campaignId: string,
): Promise<ReplyOf<typeof listOperation>> {
  return db.read(by, async (tx) => {
    await exists(tx, campaignId)
    return (await switchStore(tx.query, tx.districtId).list(campaignId)).map(recordOf)
  })
}

/** What has to be answered again after the last change of standard, until it is. */
export function listFormerAnswers(
  { db }: Deps,
  by: Session,
  campaignId: string,
): Promise<ReplyOf<typeof formerOperation>> {
  return db.read(by, async (tx) => {
    await exists(tx, campaignId)
    const store = switchStore(tx.query, tx.districtId)
    const last = (await store.list(campaignId)).find(({ undoneAt }) => undoneAt === null)
    const placeOf = ({ item_id, clause_id }: KeptAnswer) => JSON.stringify([item_id, clause_id])
    const answered = new Set((await store.answers(campaignId)).map(placeOf))
    return (last?.carried.asked ?? [])
      .filter((former) => !answered.has(placeOf(former)))
      .flatMap(({ item_id: row, clause_id: clause, answer, note, answered_on }) => {
        const answeredOn = parseDay(answered_on)
        return answeredOn === undefined ? [] : [{ row, clause, answer, note, answeredOn }]
      })
  })
}

async function exists({ query, districtId }: ReadTx, campaignId: string): Promise<void> {
  orNotFound(await campaignStore(query, districtId).campaign(campaignId), 'campaign')
}
