import type { LedgerSums, readLedger } from '@chuangyuan/contract/ledger'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import { chargedIn, chargedWith, type CorrectedEntry } from '@chuangyuan/domain/ledger/correct-entry'
import type { ChargedKind, Currency } from '@chuangyuan/domain/ledger/ledger-entry'
import { sumOf, type Micro } from '@chuangyuan/domain/ledger/micro'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { sightIn } from '../finding/public.ts'
import type { Scored } from '../score/public.ts'
import { appealStore } from './appeal-store.ts'
import { rulesInForce } from './ledger-rules.ts'
import { placeNames } from './place-names.ts'
import { asSeen, endangeringNothing, reckon, type Reckoned } from './reckon.ts'

type Ledger = ReplyOf<typeof readLedger>
type Group = Ledger['byUnit'][number]

/** The ledger as the session sees it; undefined before the first campaign. */
export async function ledgerSeen(
  deps: Pick<Deps, 'clock'>,
  tx: ReadTx,
  by: Session,
  known?: Scored,
): Promise<Reckoned | undefined> {
  const reckoned = await reckon(deps, tx, known)
  return reckoned && asSeen(reckoned, await sightIn(tx, by))
}

export function readLedgerOf(deps: Deps, by: Session): Promise<Ledger> {
  return deps.db.read(by, async (tx) => {
    const ledger = await ledgerSeen(deps, tx, by)
    if (ledger === undefined) return emptyLedger(deps.clock(), (await rulesInForce(tx)).version)
    const { entries, findings, pack, campaign, sponsors } = ledger
    const names = await placeNames(tx)
    const points = entries.filter(({ currency }) => currency === 'points')
    const part = (wanted: (entry: CorrectedEntry) => boolean) =>
      sumOf(points.filter(wanted).map(({ micro }) => micro))
    const siteOf = ({ findingId }: CorrectedEntry) =>
      names.sites.get(findings.get(findingId)?.siteId ?? '') ?? null
    const sponsorOf = ({ findingId }: CorrectedEntry) => sponsors.get(findings.get(findingId)?.siteId ?? '')
    const sponsorNames = new Map([...sponsors.values()].map(({ id, name }) => [id, name]))
    return {
      asOf: ledger.now,
      pack: {
        key: campaign.packKey,
        version: campaign.packVersion,
        title: pack.title,
        points: pack.outcome.kind === 'cut-off',
      },
      rulesVersion: ledger.by.rulesVersion,
      total: {
        ...sumsOf(entries),
        entries: entries.length,
        findings: new Set(entries.map(({ findingId }) => findingId)).size,
        unverified: part(({ check }) => check === 'unverified'),
        assumed: part(({ assumed }) => assumed),
        lost: part(({ lost }) => lost),
      },
      endangerNothing: endangeringNothing(ledger),
      byUnit: chargedGroups(entries, 'unit', names.units),
      byStreet: chargedGroups(entries, 'street', names.streets),
      bySite: groups(
        entries,
        (entry) => siteOf(entry)?.id ?? null,
        (id) => names.sites.get(id)?.name,
      ),
      byStream: groups(
        entries,
        ({ findingId }) => findings.get(findingId)?.stream ?? null,
        (id) => streams.find((stream) => stream === id),
      ),
      bySponsor: groups(
        entries,
        (entry) => sponsorOf(entry)?.id ?? null,
        (id) => sponsorNames.get(id),
      ),
      appealsOpen: await openAppeals(tx, ledger),
    }
  })
}

function emptyLedger(asOf: number, rulesVersion: number): Ledger {
  return {
    asOf,
    pack: null,
    rulesVersion,
    total: { ...sumsOf([]), entries: 0, findings: 0, unverified: 0, assumed: 0, lost: 0 },
    endangerNothing: [],
    ...{ byUnit: [], byStreet: [], bySite: [], byStream: [], bySponsor: [] },
    appealsOpen: 0,
  }
}

async function openAppeals({ query, districtId }: ReadTx, { findings }: Reckoned): Promise<number> {
  const open = await appealStore(query, districtId).appeals({ state: 'open' })
  return open.filter(({ finding_id }) => findings.has(finding_id)).length
}

/** Sums of entries, each by its own currency; `amount` is what counts of an entry. */
export function sumsOf<Entry extends { readonly currency: Currency; readonly micro: Micro }>(
  entries: readonly Entry[],
  amount: (entry: Entry) => Micro = ({ micro }) => micro,
): LedgerSums {
  const sums = { points: 0, items: 0, vetoes: 0 }
  for (const entry of entries) sums[entry.currency] += amount(entry)
  return sums
}

/** What each unit or street answers for in the end, the largest first. */
function chargedGroups(
  entries: readonly CorrectedEntry[],
  kind: ChargedKind,
  names: ReadonlyMap<string, string>,
): Group[] {
  const made = new Map<string, Group>()
  for (const entry of entries) {
    for (const who of chargedIn(entry).filter((each) => each.kind === kind)) {
      const group = made.get(who.id) ?? emptyGroup(who.id, names.get(who.id))
      group[entry.currency] += chargedWith(entry, who)
      group.entries += 1
      made.set(who.id, group)
    }
  }
  return [...made.values()].toSorted(bySize)
}

function groups(
  entries: readonly CorrectedEntry[],
  keyOf: (entry: CorrectedEntry) => string | null,
  nameOf: (key: string) => string | undefined,
): Group[] {
  const made = new Map<string | null, Group>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const group = made.get(key) ?? (key === null ? emptyGroup(null) : emptyGroup(key, nameOf(key)))
    group[entry.currency] += entry.micro
    group.entries += 1
    made.set(key, group)
  }
  return [...made.values()].toSorted(bySize)
}

function emptyGroup(id: string | null, name?: string): Group {
  return { ...sumsOf([]), entries: 0, of: id === null ? null : { id, name: name ?? id } }
}

function bySize(one: Group, other: Group): number {
  return other.points - one.points || other.items - one.items || other.vetoes - one.vetoes
}
