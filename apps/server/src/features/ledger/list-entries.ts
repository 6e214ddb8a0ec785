import type { LedgerEntryOnWire, listLedgerEntries } from '@chuangyuan/contract/ledger'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import { chargedIn, chargedWith, type CorrectedEntry } from '@chuangyuan/domain/ledger/correct-entry'
import type { Charged } from '@chuangyuan/domain/ledger/ledger-entry'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { type Sight, sightIn } from '../finding/public.ts'
import { appealStore } from './appeal-store.ts'
import { chargedName, namedIn, placeNames, type PlaceNames } from './place-names.ts'
import { ledgerSeen, sumsOf } from './read-ledger.ts'
import type { Reckoned } from './reckon.ts'
import { ledgerStore } from './store.ts'

export type EntryFilters = Omit<QueryOf<typeof listLedgerEntries>, 'offset' | 'limit' | 'search'>
type Page = ReplyOf<typeof listLedgerEntries>

export function listEntries(
  deps: Deps,
  by: Session,
  { offset, limit, search, ...filters }: QueryOf<typeof listLedgerEntries>,
): Promise<Page> {
  return deps.db.read(by, async (tx) => {
    const ledger = await ledgerSeen(deps, tx, by)
    if (ledger === undefined) return { rows: [], total: 0, sums: sumsOf([]) }
    const names = await placeNames(tx)
    const wanted = entriesWanted(ledger, names, filters).filter((entry) => isNumbered(ledger, entry, search))
    return {
      rows: await entriesOnWire(tx, by, ledger, names, wanted.slice(offset, offset + limit)),
      total: wanted.length,
      sums: sumsOf(wanted, answeredBy(filters)),
    }
  })
}

/** The entries that the filters leave, the largest first; what cannot be compared stands apart. */
export function entriesWanted(
  { entries, findings, sponsors }: Reckoned,
  { sites }: PlaceNames,
  { unit, street, site, stream, sponsor, row, finding, currency, only }: EntryFilters,
): CorrectedEntry[] {
  const charged: Charged[] = [
    ...(unit === undefined ? [] : [{ kind: 'unit' as const, id: unit }]),
    ...(street === undefined ? [] : [{ kind: 'street' as const, id: street }]),
  ]
  return entries
    .filter((entry) => {
      const of = findings.get(entry.findingId)
      const at = sites.get(of?.siteId ?? '')
      return (
        (finding === undefined || entry.findingId === finding) &&
        (row === undefined || entry.row === row) &&
        (currency === undefined || entry.currency === currency) &&
        (only === undefined || isOnly[only](entry)) &&
        (stream === undefined || of?.stream === stream) &&
        (site === undefined || (at?.id ?? 'none') === site) &&
        (sponsor === undefined || (sponsors.get(of?.siteId ?? '')?.id ?? 'none') === sponsor) &&
        charged.every((who) => chargedIn(entry).some(({ kind, id }) => kind === who.kind && id === who.id))
      )
    })
    .toSorted(
      (one, other) =>
        order.indexOf(one.currency) - order.indexOf(other.currency) ||
        other.micro - one.micro ||
        (one.findingId < other.findingId ? -1 : 1),
    )
}

const isOnly = {
  lost: ({ lost }: CorrectedEntry) => lost,
  unverified: ({ check }: CorrectedEntry) => check === 'unverified',
  assumed: ({ assumed }: CorrectedEntry) => assumed,
} as const

const order = ['vetoes', 'points', 'items']

/** Under one unit or street its own part of every entry is summed, so that the sum is the one that led here. */
export function answeredBy({ unit, street }: EntryFilters) {
  return (entry: CorrectedEntry) =>
    unit !== undefined
      ? chargedWith(entry, { kind: 'unit', id: unit })
      : street !== undefined
        ? chargedWith(entry, { kind: 'street', id: street })
        : entry.micro
}

function isNumbered({ findings }: Reckoned, { findingId }: CorrectedEntry, search = ''): boolean {
  return search === '' || String(findings.get(findingId)?.number ?? '') === search
}

export async function entriesOnWire(
  tx: ReadTx,
  by: Session,
  { findings, leaders, pack, corrections, sponsors }: Reckoned,
  names: PlaceNames,
  entries: readonly CorrectedEntry[],
): Promise<LedgerEntryOnWire[]> {
  const store = ledgerStore(tx.query, tx.districtId)
  const words = await store.wordsOf([...new Set(entries.map(({ findingId }) => findingId))])
  const packRows = new Map(rowsOf(pack).map(({ row }) => [row.id, row]))
  const mayAppeal = await appealRight(tx, by)
  return entries.map(({ findingId, row, charges, ...entry }) => {
    const of = orNotFound(findings.get(findingId), 'finding')
    const site = names.sites.get(of.siteId ?? '')
    const packRow = orNotFound(packRows.get(row), 'row')
    const whole = { ...entry, findingId, row, charges }
    return {
      finding: {
        ...{ id: of.id, number: of.number, kind: of.kind, stream: of.stream, severity: of.severity },
        ...{ stage: of.stage, words: words.get(of.id) ?? '', byLeader: leaders.has(of.reportedBy) },
      },
      site: site === undefined ? null : { id: site.id, name: site.name },
      street: { id: of.streetId, name: names.streets.get(of.streetId) ?? of.streetId },
      owner: namedIn(names.units, of.ownerUnitId),
      sponsor: sponsors.get(of.siteId ?? '') ?? null,
      row: { id: row, number: packRow.number ?? null, name: packRow.name },
      ...{ currency: entry.currency, micro: entry.micro, why: entry.why },
      ...{ assumed: entry.assumed, check: entry.check, lost: entry.lost },
      charges: charges.map(({ to, micro }) => ({ to: chargedName(to, names), micro })),
      corrections: entry.corrections.map(({ correctionId, from, to, micro }) => {
        const made = orNotFound(corrections.get(correctionId), 'correction')
        return {
          ...{ id: correctionId, appealId: made.appealId, words: made.words, at: made.at, micro },
          from: chargedName(from, names),
          to: chargedName(to, names),
        }
      }),
      answers: chargedIn(whole).map((who) => {
        const micro = chargedWith(whole, who)
        return { who: chargedName(who, names), micro, mayAppeal: micro > 0 && mayAppeal(findingId, row, who) }
      }),
    }
  })
}

/** Whether the session may appeal against a charge: its own one, and not twice at a time. */
async function appealRight(tx: ReadTx, by: Session) {
  if (!mayAnywhere(by.grants, 'ledger.appeal')) return () => false
  const sight = await sightIn(tx, by)
  const open = await appealStore(tx.query, tx.districtId).appeals({ state: 'open' })
  const pending = new Set(
    open.map((each) => `${each.finding_id} ${each.row_id} ${each.charged_kind} ${each.charged_id}`),
  )
  return (findingId: string, row: string, who: Charged) =>
    isOwn(sight, who) && !pending.has(`${findingId} ${row} ${who.kind} ${who.id}`)
}

/** Whether a charge is one's own to appeal against. */
export function isOwn(sight: Sight, { kind, id }: Charged): boolean {
  return sight === 'all' || (kind === 'unit' ? sight.unitIds : sight.streetIds).includes(id)
}
