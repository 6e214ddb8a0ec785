import type { morningList } from '@chuangyuan/contract/ledger'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { workdayMs, workingMsBetween } from '@chuangyuan/domain/calendar/work-calendar'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { isOpen } from '@chuangyuan/domain/finding/finding'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { limitFor } from '@chuangyuan/domain/handbook/limit-for'
import { effortHoursOf, inMorningOrder, type MorningFinding } from '@chuangyuan/domain/ledger/morning-list'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf, type Rules } from '../finding/public.ts'
import { namedIn, placeNames } from './place-names.ts'
import { ledgerSeen, sumsOf } from './read-ledger.ts'
import type { Reckoned } from './reckon.ts'
import { ledgerStore, type LedgerRow } from './store.ts'

const hourMs = 3_600_000

/** What is first today (今日先办), of what the session sees. */
export function morningOf(
  deps: Deps,
  by: Session,
  { offset, limit, unit, street }: QueryOf<typeof morningList>,
): Promise<ReplyOf<typeof morningList>> {
  return deps.db.read(by, async (tx) => {
    const ledger = await ledgerSeen(deps, tx, by)
    if (ledger === undefined) return { rows: [], total: 0 }
    const rules = await rulesOf(tx)
    const entries = Map.groupBy(ledger.entries, ({ findingId }) => findingId)
    const until = ends(ledger, rules)
    const weighed = [...ledger.findings.values()]
      .filter(
        (row) =>
          isOpen(row) &&
          (unit === undefined || row.unitId === unit) &&
          (street === undefined || row.streetId === street),
      )
      .map((row) => ({
        ...sumsOf(entries.get(row.id) ?? []),
        ...{ id: row.id, row, effortHours: effortOf(row, ledger.now, rules), ...until(row) },
      }))
    const ordered = inMorningOrder<MorningFinding & (typeof weighed)[number]>(weighed)
    const page = ordered.slice(offset, offset + limit)
    const names = await placeNames(tx)
    const words = await ledgerStore(tx.query, tx.districtId).wordsOf(page.map(({ id }) => id))
    return {
      total: ordered.length,
      rows: page.map(({ id, row, ...weights }) => ({
        ...weights,
        finding: { id, number: row.number, kind: row.kind, words: words.get(id) ?? '', stage: row.stage },
        site: siteOf(row, names),
        street: { id: row.streetId, name: names.streets.get(row.streetId) ?? row.streetId },
        unit: namedIn(names.units, row.unitId),
      })),
    }
  })
}

function siteOf({ siteId }: LedgerRow, { sites }: Awaited<ReturnType<typeof placeNames>>) {
  const site = sites.get(siteId ?? '')
  return site === undefined ? null : { id: site.id, name: site.name }
}

/** What the handbook gives the kind today; a kind that it no longer has gets a working day. */
function effortOf({ kind, urgent }: LedgerRow, now: Instant, { handbook, calendar }: Rules): number {
  const known = kindOf(handbook, kind)
  return known === undefined
    ? workdayMs(calendar) / hourMs
    : effortHoursOf(limitFor(known, { day: dayOf(now), urgent }).limit, calendar)
}

/** When a finding has to be done by, in working hours from now: its own limit, or the inspection if that is sooner. */
function ends({ campaign, now }: Reckoned, { calendar }: Rules) {
  const inspection = campaign.inspectionOn === null ? undefined : endOf(campaign.inspectionOn)
  const reckoned = new Map<Instant, number>()
  const hoursUntil = (at: Instant): number => {
    const known = reckoned.get(at) ?? workingMsBetween(calendar, now, at) / hourMs
    reckoned.set(at, known)
    return known
  }
  return ({ dueAt }: LedgerRow): { hoursLeft: number | null; until: 'due' | 'inspection' | null } => {
    const due = dueAt === null ? undefined : (dueAt.getTime() as Instant)
    const ahead = inspection !== undefined && inspection > now ? inspection : undefined
    if (due !== undefined && (ahead === undefined || due <= ahead))
      return { hoursLeft: hoursUntil(due), until: 'due' }
    return ahead === undefined
      ? { hoursLeft: null, until: null }
      : { hoursLeft: hoursUntil(ahead), until: 'inspection' }
  }
}
