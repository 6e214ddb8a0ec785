import type { switchRecord } from '@chuangyuan/contract/campaign'
import type { z } from 'zod'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { packOf } from '../pack/public.ts'
import { answeredPlaces, carriedBetween, planSwitch } from './plan-switch.ts'
import { campaignStore } from './store.ts'
import { recordOf } from './switch-pack.ts'
import { switchStore, type KeptAnswer, type Switch } from './switch-store.ts'

/**
 * Goes back to the pack before the last change of standard, with the answers of that day. What was answered since
 * goes along where the clause is the same; the rest stays in the record, nothing is lost.
 */
export function undoSwitch(
  { db, clock }: Deps,
  by: Session,
  campaignId: string,
  switchId: string,
): Promise<z.output<typeof switchRecord>> {
  return db.transact(by, async (tx) => {
    const campaigns = campaignStore(tx.query, tx.districtId)
    const store = switchStore(tx.query, tx.districtId)
    const campaign = orNotFound(
      (await campaigns.lockAll()).find(({ id }) => id === campaignId),
      'campaign',
    )
    const changes = await store.list(campaignId)
    const change = orNotFound(
      changes.find(({ id }) => id === switchId),
      'switch',
    )
    const last = changes.find(({ undoneAt }) => undoneAt === null)
    if (last?.id !== switchId) throw new Refused('campaign.not-last-switch')

    const { answers, left } = await answersAgain(tx, change)
    await store.replaceAnswers(campaignId, answers)
    await restoreDuties(tx, change)
    const { pack, version, tier } = change.from
    await campaigns.save({ ...campaign, packKey: pack, packVersion: version, tier })
    const undoneAt = clock()
    await store.undone(switchId, undoneAt, { ...change.carried, leftAtUndo: left })
    tx.journal.record({
      verb: 'campaign.switch-undone',
      who: by.accountId,
      what: campaignId,
      details: { switch: switchId, pack, version, answersLeft: left.length },
    })
    return recordOf({ ...change, undoneAt })
  })
}

async function answersAgain({ query, districtId }: Tx, { campaignId, from, to, carried }: Switch) {
  const carriedOver = new Set(carried.answersAfter.map((answer) => canonicalJson(answer)))
  const answersNow = await switchStore(query, districtId).answers(campaignId)
  const since = answersNow.filter((answer) => !carriedOver.has(canonicalJson(answer)))
  const now = await packOf(query, districtId, to.pack, to.version)
  const then = await packOf(query, districtId, from.pack, from.version)
  const carriedBack = carriedBetween(now, then, { ...answeredPlaces(now, since), figures: [], duties: [] })
  const moves = planSwitch({ ...carriedBack, questions: [] }, []).answers
  const places = new Map(carried.answersBefore.map((answer) => [placeOf(answer), answer]))
  const left: KeptAnswer[] = []
  for (const answer of since) {
    const move = moves.find(
      ({ from: old }) => old.row === answer.item_id && (old.clause ?? answer.clause_id) === answer.clause_id,
    )
    if (move === undefined) left.push(answer)
    else {
      const moved = { ...answer, item_id: move.to.row, clause_id: move.to.clause ?? answer.clause_id }
      places.set(placeOf(moved), moved)
    }
  }
  return { answers: [...places.values()], left }
}

async function restoreDuties({ query, districtId }: Tx, { from, carried }: Switch): Promise<void> {
  const store = switchStore(query, districtId)
  const present = (await store.duties(from.pack)).map(dutyName)
  await store.addDuties(carried.dutiesRemoved.filter((duty) => !present.includes(dutyName(duty))))
}

function dutyName({ item_id, part, unit_id }: Switch['carried']['dutiesRemoved'][number]): string {
  return canonicalJson([item_id, part, unit_id])
}

function placeOf({ item_id, clause_id }: KeptAnswer): string {
  return canonicalJson([item_id, clause_id])
}
