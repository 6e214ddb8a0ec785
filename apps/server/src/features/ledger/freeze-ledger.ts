import type { ledgerMoves } from '@chuangyuan/contract/ledger'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { frozen, movesBetween, type FrozenEntry } from '@chuangyuan/domain/ledger/ledger-moves'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { sightIn } from '../finding/public.ts'
import { placeNames } from './place-names.ts'
import { sumsOf } from './read-ledger.ts'
import { asSeen, reckon } from './reckon.ts'
import { snapshotStore } from './snapshot-store.ts'
import { ledgerStore } from './store.ts'

/** Two months: longer than anybody looks back for what moved. */
const daysOffered = 60

/**
 * Keeps the ledger as it stands for the day that has just ended. Done again on the same day, or by two processes, it
 * adds nothing. False where there was nothing to freeze.
 */
export async function freezeLedger(deps: Pick<Deps, 'clock'>, tx: Tx): Promise<boolean> {
  const day = addDays(dayOf(deps.clock()), -1)
  const store = snapshotStore(tx.query, tx.districtId)
  if (await store.has(day)) return false
  const ledger = await reckon(deps, tx)
  if (ledger === undefined) return false
  const { by, entries, now } = ledger
  if (!(await store.add({ day, by, entries: entries.map(frozen) }, now))) return false
  tx.journal.record({
    verb: 'ledger.frozen',
    who: null,
    what: ledger.campaign.id,
    details: { day, ...by, entries: entries.length, ...sumsOf(entries) },
  })
  return true
}

/** What moved since a day ended. Of what has gone the finding tells why. */
export function movesSince(
  deps: Deps,
  by: Session,
  { since }: QueryOf<typeof ledgerMoves>,
): Promise<ReplyOf<typeof ledgerMoves>> {
  return deps.db.read(by, async (tx) => {
    const snapshots = snapshotStore(tx.query, tx.districtId)
    const days = await snapshots.days(daysOffered)
    const then = await snapshots.until(since ?? dayOf(deps.clock()))
    const ledger = await reckon(deps, tx)
    if (ledger === undefined || then === undefined)
      return { since: null, days, before: sumsOf([]), after: sumsOf([]), moves: [] }
    const gone = then.entries.map(({ findingId }) => findingId).filter((id) => !ledger.findings.has(id))
    const others = await ledgerStore(tx.query, tx.districtId).rowsOf(ledger.by.packKey, [...new Set(gone)])
    // Whoever does not see everything sees the same findings as before, those that have gone among them.
    const known = new Map([...ledger.findings, ...others.map((row) => [row.id, row] as const)])
    const sight = await sightIn(tx, by)
    const seen = asSeen({ ...ledger, findings: known }, sight)
    const isSeen = ({ findingId }: FrozenEntry) => seen.findings.has(findingId)
    const [before, after] = [then.entries.filter(isSeen), seen.entries.map(frozen)]
    const names = await placeNames(tx)
    const rowNames = new Map(rowsOf(ledger.pack).map(({ row }) => [row.id, row.name]))
    return {
      ...{ since: then.day, days, before: sumsOf(before), after: sumsOf(after) },
      moves: movesBetween({ by: then.by, entries: before }, { by: ledger.by, entries: after })
        .toSorted((one, other) => Math.abs(other.after - other.before) - Math.abs(one.after - one.before))
        .map(({ findingId, row, ...move }) => {
          const { id, number, kind, stage, streetId } = orNotFound(known.get(findingId), 'finding')
          return {
            ...move,
            finding: { id, number, kind, stage },
            street: { id: streetId, name: names.streets.get(streetId) ?? streetId },
            row: { id: row, name: rowNames.get(row) ?? row },
          }
        }),
    }
  })
}
