import type { Draw, listDraws } from '@chuangyuan/contract/draw'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { inclusionProbability } from '@chuangyuan/domain/supervision/draw'
import { estimateShare } from '@chuangyuan/domain/supervision/estimate'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore, postHolderStore } from '../site/public.ts'
import { drawStore } from './draw-store.ts'

/** Of the interval on the screen; the usual one, so that nobody chooses it after the looks. */
const confidence = 0.95

type StoredDraw = Awaited<ReturnType<ReturnType<typeof drawStore>['draws']>>[number]

export function listAllDraws({ db }: Deps, by: Session): Promise<ReplyOf<typeof listDraws>> {
  return db.read(by, async ({ query, districtId }) =>
    (await drawStore(query, districtId).draws()).map(summaryOf),
  )
}

export function showDraw({ db }: Deps, by: Session, drawId: string): Promise<Draw> {
  return db.read(by, (tx) => drawShown(tx, drawId))
}

export async function drawShown({ query, districtId }: ReadTx, drawId: string): Promise<Draw> {
  const store = drawStore(query, districtId)
  const row = orNotFound(
    (await store.draws()).find(({ id }) => id === drawId),
    'draw',
  )
  const members = await store.members(drawId)
  const [holders, { units }] = await Promise.all([
    postHolderStore(query, districtId).holders(members.flatMap(({ looker_post_id }) => looker_post_id ?? [])),
    placeStore(query, districtId).places(),
  ])
  const unitName = new Map(units.map(({ id, name }) => [id, name]))
  const strata = row.strata.map((stratum) => {
    const looked = members.filter((each) => each.stratum === stratum.stratum && each.passed !== null)
    return {
      ...stratum,
      probability: inclusionProbability(stratum),
      looked: looked.length,
      passed: looked.filter(({ passed }) => passed === true).length,
    }
  })
  const done = members.length > 0 && members.every(({ passed }) => passed !== null)
  return {
    ...summaryOf(row),
    strata,
    members: members.map((each) => ({
      id: each.thing_id,
      place: each.place,
      stratum: each.stratum,
      label: each.label,
      dutyUnits: each.duty_unit_ids.map((id) => ({ id, name: unitName.get(id) ?? '' })),
      looker: each.looker_post_id === null ? null : (holders.get(each.looker_post_id) ?? null),
      passed: each.passed,
      words: each.words,
      lookedBy: each.looked_by,
      lookedAt: each.looked_at?.getTime() ?? null,
    })),
    estimate: done ? estimateShare(strata, confidence) : null,
  }
}

function summaryOf(row: StoredDraw): ReplyOf<typeof listDraws>[number] {
  return {
    id: row.id,
    name: row.name,
    of: row.of,
    stratifiedBy: row.stratified_by,
    frame: row.strata.reduce((sum, { size }) => sum + size, 0),
    sample: row.strata.reduce((sum, { sample }) => sum + sample, 0),
    frameHash: row.frame_hash,
    frozenAt: row.frozen_at.getTime(),
    seed: row.seed,
    seedSource: row.seed_source,
    announcedAt: row.announced_at?.getTime() ?? null,
    looked: row.looked,
    passed: row.passed,
  }
}
