import type { addTarget as addOperation, TargetPartInput } from '@chuangyuan/contract/target'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { daysBetween, type Day } from '@chuangyuan/domain/day'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { targetStore, type NewPart, type NewTarget } from './store.ts'
import { kindsOf } from './target-kinds.ts'

type TargetInput = BodyOf<typeof addOperation>

/** Ten years: longer than any campaign, and short enough that sums stay exact. */
const mostDays = 3_650

export function addTarget({ db }: Deps, by: Session, said: TargetInput): Promise<{ id: string }> {
  return db.transact(by, async (tx) => {
    const columns = await targetColumns(tx, said)
    const id = newId()
    await targetStore(tx.query, tx.districtId).add([{ id, ...columns }])
    tx.journal.record({ verb: 'target.added', who: by.accountId, what: id, details: columns })
    return { id }
  })
}

export function changeTarget({ db }: Deps, by: Session, targetId: string, said: TargetInput): Promise<void> {
  return db.transact(by, async (tx) => {
    const store = targetStore(tx.query, tx.districtId)
    const before = orNotFound(await store.lock(targetId), 'target')
    const columns = await targetColumns(tx, said)
    // What was reported is in the old unit, and is not converted behind anybody's back.
    if (columns.unit !== before.unit && (await store.parts({ targetId })).length > 0)
      throw new Refused('target.unit-in-use', { unit: before.unit })
    await store.change(targetId, columns)
    tx.journal.record({ verb: 'target.changed', who: by.accountId, what: targetId, details: columns })
  })
}

async function targetColumns(tx: ReadTx, said: TargetInput): Promise<Omit<NewTarget, 'id'>> {
  const { startsOn, dueOn, kind, ...rest } = said
  if (!isTerm(startsOn, dueOn)) throw new Refused('target.days-unfit', { startsOn, dueOn })
  if (!(await kindsOf(tx)).some(({ id }) => id === kind))
    throw new Refused('request.unknown-reference', { what: 'kind', id: kind })
  return { ...rest, kind, starts_on: startsOn, due_on: dueOn }
}

export function isTerm(startsOn: Day, dueOn: Day): boolean {
  const days = daysBetween(startsOn, dueOn)
  return days >= 0 && days < mostDays
}

export function addPart(
  { db }: Deps,
  by: Session,
  targetId: string,
  said: TargetPartInput,
): Promise<{ id: string }> {
  return db.transact(by, async (tx) => {
    const store = targetStore(tx.query, tx.districtId)
    orNotFound(await store.lock(targetId), 'target')
    const columns = { ...(await partColumns(tx, said)), kind: said.kind, target_id: targetId }
    const id = newId()
    await store.addParts([{ id, ...columns }])
    tx.journal.record({ verb: 'target.part-added', who: by.accountId, what: id, details: columns })
    return { id }
  })
}

export function changePart({ db }: Deps, by: Session, partId: string, said: TargetPartInput): Promise<void> {
  return db.transact(by, async (tx) => {
    const store = targetStore(tx.query, tx.districtId)
    const { kind } = await lockedPart(tx, partId)
    const columns = await partColumns(tx, { ...said, kind })
    await store.changePart(partId, columns)
    tx.journal.record({ verb: 'target.part-changed', who: by.accountId, what: partId, details: columns })
  })
}

export function removePart({ db }: Deps, by: Session, partId: string): Promise<void> {
  return db.transact(by, async (tx) => {
    const { name, street_id, planned, entries } = await lockedPart(tx, partId)
    if (entries > 0) throw new Refused('target.part-in-use', { entries })
    await targetStore(tx.query, tx.districtId).removePart(partId)
    const details = { name, street_id, planned }
    tx.journal.record({ verb: 'target.part-removed', who: by.accountId, what: partId, details })
  })
}

/** The part as it stands once its target is locked. */
export async function lockedPart({ query, districtId }: Tx, partId: string) {
  const store = targetStore(query, districtId)
  const { target_id } = orNotFound((await store.parts({ partId }))[0], 'part')
  await store.lock(target_id)
  return orNotFound((await store.parts({ partId }))[0], 'part')
}

async function partColumns(
  { query, districtId }: ReadTx,
  { kind, name, streetId, unitId, planned, build, greenRate }: TargetPartInput,
): Promise<Omit<NewPart, 'id' | 'target_id' | 'kind'>> {
  const { streets, units } = await placeStore(query, districtId).places()
  if (kind === 'street' ? streetId === null : name === '') throw new Refused('target.part-unnamed')
  const strange = [
    { what: 'street', id: streetId, known: streets },
    { what: 'unit', id: unitId, known: units },
  ].find(({ id, known }) => id !== null && !known.some((each) => each.id === id))
  if (strange !== undefined) {
    const { what, id } = strange
    throw new Refused('request.unknown-reference', { what, id })
  }
  return {
    ...{ name: kind === 'street' ? '' : name, street_id: streetId, unit_id: unitId, planned },
    ...{ build, green_rate: greenRate },
  }
}
