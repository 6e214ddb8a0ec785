import { dayOf, type Day, type Instant } from '@chuangyuan/domain/day'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { isOpen } from '@chuangyuan/domain/finding/finding'
import { correctEntry, type CorrectedEntry } from '@chuangyuan/domain/ledger/correct-entry'
import { keepLedger } from '@chuangyuan/domain/ledger/keep-ledger'
import { entryKey, type LedgerFinding } from '@chuangyuan/domain/ledger/ledger-entry'
import type { ReckonedBy } from '@chuangyuan/domain/ledger/ledger-moves'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { isUnitKind } from '@chuangyuan/domain/standard/unit-kinds'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { Campaign } from '../campaign/public.ts'
import type { Sight } from '../finding/public.ts'
import { scoreOf, type Scored } from '../score/public.ts'
import { placeStore, postHolderStore, sponsoringStore } from '../site/public.ts'
import { appealStore, type StoredCorrection } from './appeal-store.ts'
import { rulesInForce } from './ledger-rules.ts'
import { ledgerStore, type LedgerRow } from './store.ts'

/** The ledger of one moment with what it was reckoned from. */
export interface Reckoned {
  readonly now: Instant
  readonly campaign: Campaign
  readonly pack: Pack
  readonly by: ReckonedBy
  readonly findings: ReadonlyMap<string, LedgerRow>
  readonly leaders: ReadonlySet<string>
  readonly corrections: ReadonlyMap<string, StoredCorrection>
  readonly entries: readonly CorrectedEntry[]
  /** The post that sponsors a site today (包挂岗位), the first in protocol order; by site. */
  readonly sponsors: ReadonlyMap<string, { readonly id: string; readonly name: string }>
}

/**
 * The ledger as it stands, reckoned anew from findings, pack and rules at every reading, so that it cannot disagree
 * with them. Undefined before the first campaign.
 */
export async function reckon(
  deps: Pick<Deps, 'clock'>,
  tx: ReadTx,
  /** What was scored already, where the caller needs it, too. */
  known?: Scored,
): Promise<Reckoned | undefined> {
  const scored = known ?? (await scoreOf(deps, tx, {}))
  if (scored === undefined) return undefined
  const { campaign, pack, assessment } = scored
  const now = deps.clock()
  const passed = inspectionEnd(campaign, now)
  const store = ledgerStore(tx.query, tx.districtId)
  const [rules, rows, leaders, { units }, corrections, sponsors] = await Promise.all([
    rulesInForce(tx),
    store.endangering(campaign.packKey, passed),
    store.leaderAccounts(),
    placeStore(tx.query, tx.districtId).places(),
    appealStore(tx.query, tx.districtId).corrections(),
    sponsoringPosts(tx, dayOf(now)),
  ])
  const entries = keepLedger(
    {
      pack,
      rows: assessment.rows,
      rules: rules.content,
      units: new Map(
        units.flatMap(({ id, kind }) => (kind !== null && isUnitKind(kind) ? [[id, kind] as const] : [])),
      ),
    },
    rows.map((row): LedgerFinding => ({
      ...row,
      dutyUnitId: row.unitId,
      byLeader: leaders.has(row.reportedBy),
      lost: passed !== null && row.foundAt.getTime() < passed,
    })),
  )
  const byEntry = Map.groupBy(corrections, entryKey)
  return {
    now,
    campaign,
    pack,
    by: { packKey: campaign.packKey, packVersion: campaign.packVersion, rulesVersion: rules.version },
    findings: new Map(rows.map((row) => [row.id, row])),
    leaders,
    corrections: new Map(corrections.map((each) => [each.id, each])),
    entries: entries.map((entry) => correctEntry(entry, byEntry.get(entryKey(entry)) ?? [])),
    sponsors,
  }
}

async function sponsoringPosts(tx: ReadTx, day: Day): Promise<Reckoned['sponsors']> {
  const bySite = await sponsoringStore(tx.query, tx.districtId).on(day)
  const first = new Map([...bySite].flatMap(([site, [post]]) => (post === undefined ? [] : [[site, post]])))
  const posts = await postHolderStore(tx.query, tx.districtId).holders([...new Set(first.values())])
  return new Map(
    [...first].flatMap(([site, post]) => {
      const { unit, title } = posts.get(post) ?? {}
      return unit === undefined ? [] : [[site, { id: post, name: `${unit.name}${title ?? ''}` }]]
    }),
  )
}

/** The end of the inspection day, once it is over. */
function inspectionEnd({ inspectionOn }: Campaign, now: Instant): Instant | null {
  if (inspectionOn === null) return null
  const end = endOf(inspectionOn)
  return end <= now ? end : null
}

/** The same ledger as somebody sees it: what they see of the findings, and what their units are charged with. */
export function asSeen(reckoned: Reckoned, sight: Sight): Reckoned {
  if (sight === 'all') return reckoned
  const entries = reckoned.entries.filter((entry) => {
    const row = reckoned.findings.get(entry.findingId)
    return row !== undefined && (isSeen(row, sight) || isCharged(entry, sight))
  })
  const charged = new Set(entries.map(({ findingId }) => findingId))
  const findings = [...reckoned.findings].filter(([id, row]) => charged.has(id) || isSeen(row, sight))
  return { ...reckoned, entries, findings: new Map(findings) }
}

type Narrow = Exclude<Sight, 'all'>

function isSeen(row: LedgerRow, { streetIds, unitIds, accountId }: Narrow): boolean {
  const units = [row.ownerUnitId, row.unitId, ...row.assistingIds]
  return (
    row.reportedBy === accountId ||
    streetIds.includes(row.streetId) ||
    units.some((unitId) => unitId !== null && unitIds.includes(unitId))
  )
}

function isCharged({ charges, corrections }: CorrectedEntry, { streetIds, unitIds }: Narrow): boolean {
  return [...charges, ...corrections].some(({ to }) =>
    (to.kind === 'street' ? streetIds : unitIds).includes(to.id),
  )
}

/** Open findings that endanger nothing in this standard, by kind. */
export function endangeringNothing({ findings, entries }: Reckoned): { kind: string; findings: number }[] {
  const endangering = new Set(entries.map(({ findingId }) => findingId))
  const others = [...findings.values()].filter((row) => isOpen(row) && !endangering.has(row.id))
  return [...Map.groupBy(others, ({ kind }) => kind)]
    .map(([kind, rows]) => ({ kind, findings: rows.length }))
    .toSorted((one, other) => other.findings - one.findings)
}
