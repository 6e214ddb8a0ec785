import type {
  giveMatter as giveOperation,
  moveMatter as moveOperation,
  recordMeeting as recordOperation,
} from '@chuangyuan/contract/matter'
import type { BodyOf } from '@chuangyuan/contract/operation'
import type { Instant } from '@chuangyuan/domain/day'
import { moveMatter as move, sideOf, type MatterKind } from '@chuangyuan/domain/matter/matter'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { findingStore, partyOf } from '../finding/public.ts'
import { placeStore } from '../site/public.ts'
import { mayGive, sightOf } from './sight.ts'
import { matterStore } from './store.ts'

type Given = BodyOf<typeof recordOperation>['decisions'][number]

/** Where a matter comes from. */
interface Origin {
  readonly kind: MatterKind
  readonly meetingId: string | null
  readonly findingId: string | null
}

/** Several at once, all or none. */
export async function give(
  tx: Tx,
  by: Session,
  at: Instant,
  all: readonly (Given & Origin)[],
): Promise<string[]> {
  const { units } = await placeStore(tx.query, tx.districtId).places()
  const known = new Set(units.map(({ id }) => id))
  for (const { unitId, assisting } of all) {
    const strange = [unitId, ...assisting].find((id) => !known.has(id))
    if (strange !== undefined) throw new Refused('request.unknown-reference', { what: 'unit', id: strange })
  }
  const rows = all.map((each) => ({
    ...{ id: newId(), kind: each.kind, stage: 'open' as const, title: each.title, words: each.words },
    ...{ unit_id: each.unitId, assisting_ids: each.assisting, due_on: each.dueOn },
    ...{ meeting_id: each.meetingId, finding_id: each.findingId },
    steps: JSON.stringify([{ action: 'give', by: by.accountId, at, words: each.words }]),
    ...{ given_by: by.accountId, given_at: new Date(at) },
  }))
  await matterStore(tx.query, tx.districtId).add(rows)
  for (const { id, kind, title, unit_id: unitId, due_on: dueOn } of rows) {
    const details = { kind, title, unitId, dueOn }
    tx.journal.record({ verb: 'matter.given', who: by.accountId, what: id, details })
  }
  return rows.map(({ id }) => id)
}

export function giveMatter(
  { db, clock }: Deps,
  by: Session,
  { kind, findingId, ...given }: BodyOf<typeof giveOperation>,
): Promise<{ id: string }> {
  return db.transact(by, async (tx) => {
    if (findingId !== null && !(await findingStore(tx.query, tx.districtId).exists(findingId)))
      throw new Refused('request.unknown-reference', { what: 'finding', id: findingId })
    const [id = ''] = await give(tx, by, clock(), [{ ...given, kind, findingId, meetingId: null }])
    return { id }
  })
}

/** A meeting and what it decided; each decision is owed from then on. */
export function recordMeeting(
  { db, clock }: Deps,
  by: Session,
  { title, heldOn, place, attendees, agenda, words, decisions }: BodyOf<typeof recordOperation>,
): Promise<{ id: string }> {
  return db.transact(by, async (tx) => {
    const [id, at] = [newId(), clock()]
    await matterStore(tx.query, tx.districtId).addMeeting({
      ...{ id, title, held_on: heldOn, place, attendees, agenda: JSON.stringify(agenda), words },
      ...{ recorded_by: by.accountId, recorded_at: new Date(at) },
    })
    const details = { title, heldOn, decisions: decisions.length }
    tx.journal.record({ verb: 'meeting.recorded', who: by.accountId, what: id, details })
    const decided = { kind: 'decision', meetingId: id, findingId: null } as const
    await give(
      tx,
      by,
      at,
      decisions.map((decision) => ({ ...decision, ...decided })),
    )
    return { id }
  })
}

export function moveMatter(
  { db, clock }: Deps,
  by: Session,
  matterId: string,
  { action, words, until }: BodyOf<typeof moveOperation>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const store = matterStore(tx.query, tx.districtId)
    const row = orNotFound(await store.locked(matterId, await sightOf(tx, by)), 'matter')
    const { unitIds } = await partyOf(tx, by)
    const sides = { unit: unitIds.includes(row.unit_id), office: mayGive(by) }
    const side = sideOf[action]
    if (!(side === 'either' ? sides.unit || sides.office : sides[side]))
      throw new Refused('identity.outside-scope', { verb: 'matter.give' })
    const before = { stage: row.stage, unitId: row.unit_id, dueOn: row.due_on, steps: row.steps }
    const step = { action, by: by.accountId, unitIds, at: clock(), words, until: until ?? undefined }
    const { stage, dueOn, steps } = orRefuse(move(before, step))
    await store.change(matterId, { stage, due_on: dueOn, steps: JSON.stringify(steps) })
    const details = { words, from: row.stage, to: stage, dueOn }
    tx.journal.record({ verb: `matter.${action}`, who: by.accountId, what: matterId, details })
  })
}
