import type { announceSeed, Draw, freezeDraw } from '@chuangyuan/contract/draw'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { addDays, dayOf, startOfDay } from '@chuangyuan/domain/day'
import { allocate } from '@chuangyuan/domain/supervision/draw'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { drawStore } from './draw-store.ts'
import { frameFile, frameHash } from './frame-file.ts'
import { sampleOfFile } from './sample-of-file.ts'
import { drawShown } from './show-draw.ts'

/** First step: what may be drawn, and how many of each stratum, is written down for good before any seed is known. */
export function freeze(
  { db, clock }: Deps,
  by: Session,
  { name, of, stratifiedBy, sample }: BodyOf<typeof freezeDraw>,
): Promise<Draw> {
  return db.transact(by, async (tx) => {
    const { handbook } = await rulesOf(tx)
    const now = clock()
    const store = drawStore(tx.query, tx.districtId)
    const closedUntil = startOfDay(addDays(dayOf(now), 1 - handbook.recheck.afterDays))
    const rows =
      of === 'sites'
        ? await store.allSites(stratifiedBy)
        : await store.closedFindings(closedUntil, stratifiedBy)
    const strata = orRefuse(allocate(rows, sample))
    const frame = frameFile({ rows, strata })
    const id = newId()
    const hash = frameHash(frame)
    const made = { id, name, of, stratifiedBy, frame, frameHash: hash, strata }
    await store.add({ ...made, frozenBy: by.accountId, frozenAt: now })
    tx.journal.record({
      verb: 'draw.frozen',
      who: by.accountId,
      what: id,
      details: { name, of, stratifiedBy, strata, frameHash: hash },
    })
    return drawShown(tx, id)
  })
}

export function giveFrame({ db }: Deps, by: Session, drawId: string): Promise<FileReply> {
  return db.read(by, async ({ query, districtId }) => {
    const { name, frame } = orNotFound(await drawStore(query, districtId).frame(drawId), 'draw')
    return { fileName: `${name}-总体.csv`, content: Buffer.from(frame, 'utf8') }
  })
}

/** Second step: the announced seed decides the sample, once; from the frozen file, not from today's rows. */
export function announce(
  { db, clock }: Deps,
  by: Session,
  drawId: string,
  { seed, source }: BodyOf<typeof announceSeed>,
): Promise<Draw> {
  return db.transact(by, async (tx) => {
    const store = drawStore(tx.query, tx.districtId)
    if (!(await store.lock(drawId))) throw new Refused('request.not-found', { what: 'draw' })
    const known = (await store.draws()).find(({ id }) => id === drawId)
    if (known?.seed != null) throw new Refused('draw.announced-already', { seed: known.seed })
    const stored = orNotFound(await store.frame(drawId), 'draw')
    const drawn = sampleOfFile(stored.frame, seed)
    if (drawn?.hash !== stored.frame_hash) throw new Error(`the frozen frame of draw ${drawId} is damaged`)
    const today =
      stored.of === 'sites'
        ? await store.allSites(stored.stratified_by)
        : await store.closedFindings(undefined, stored.stratified_by)
    const unitsOf = new Map(today.map(({ id, dutyUnitIds }) => [id, dutyUnitIds]))
    const members = drawn.sample.map((row) => ({ ...row, dutyUnitIds: unitsOf.get(row.id) ?? [] }))
    await store.announce(drawId, { seed, source, by: by.accountId, at: clock() }, members)
    tx.journal.record({
      verb: 'draw.drawn',
      who: by.accountId,
      what: drawId,
      details: { seed, source, frameHash: drawn.hash, sample: members.map(({ id }) => id) },
    })
    return drawShown(tx, drawId)
  })
}
