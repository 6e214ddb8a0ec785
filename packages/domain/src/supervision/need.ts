import { addDays, daysBetween, type Day } from '../day.ts'
import type { Handbook, PatrolCycle } from '../handbook/handbook.ts'
import type { SiteKind } from '../standard/site-kinds.ts'

/** Undefined where the handbook sets no cycle: such a site is seen when there is a reason. */
export function cycleOf({ cycleDays }: Handbook, kind: SiteKind): PatrolCycle | undefined {
  return cycleDays.find(({ siteKinds }) => siteKinds.includes(kind))
}

/** What is known of a site when the day's list is made. */
export interface SiteStanding {
  readonly siteId: string
  /** Days within which it is to be seen again; undefined where nothing sets them. */
  readonly cycleDays: number | undefined
  /** A key site (重点点位) has a watcher and may have a shorter cycle of its own. */
  readonly keyDays: number | undefined
  readonly lastSeenOn: Day | undefined
  /** From when it counts that a site was never seen. */
  readonly planFrom: Day
  readonly openFindings: number
  readonly onRoute: boolean
}

/** Why a site stands where it stands in the list; the first reason is the strongest. */
export const needReasons = [
  'cycle-over',
  'due-today',
  'never-seen',
  'key-site',
  'open-findings',
  'on-route',
  'ahead',
] as const
export type NeedReason = (typeof needReasons)[number]

export interface Need {
  readonly siteId: string
  /** The last day of the running cycle; undefined without a cycle. */
  readonly dueOn: Day | undefined
  /** Days since it was due; negative while it is not. Undefined without a cycle. */
  readonly daysOverdue: number | undefined
  readonly reasons: readonly [NeedReason, ...NeedReason[]]
  readonly openFindings: number
}

export function needOf(site: SiteStanding, today: Day): Need {
  const { siteId, lastSeenOn, openFindings } = site
  const dueOn = firstDueOn(site)
  const daysOverdue = dueOn === undefined ? undefined : daysBetween(dueOn, today)
  const reasons: NeedReason[] = []
  if (daysOverdue !== undefined && daysOverdue > 0) reasons.push('cycle-over')
  if (daysOverdue === 0) reasons.push('due-today')
  if (lastSeenOn === undefined) reasons.push('never-seen')
  if (site.keyDays !== undefined) reasons.push('key-site')
  if (openFindings > 0) reasons.push('open-findings')
  if (site.onRoute) reasons.push('on-route')
  const [first = 'ahead', ...others] = reasons
  return { siteId, dueOn, daysOverdue, reasons: [first, ...others], openFindings }
}

/** How a site stands to its cycle; a site may be in several states, such as overdue and never seen. */
export const siteStates = ['within', 'overdue', 'never-seen', 'due'] as const
export type SiteState = (typeof siteStates)[number]

export function isInState(state: SiteState, site: SiteStanding, today: Day): boolean {
  const daysOverdue = needOf(site, today).daysOverdue ?? -1
  switch (state) {
    case 'within':
      return daysOverdue <= 0
    case 'overdue':
      return daysOverdue > 0
    case 'never-seen':
      return site.lastSeenOn === undefined
    case 'due':
      // One that was seen today is done for today, whatever its cycle.
      return daysOverdue >= 0 && site.lastSeenOn !== today
  }
}

/** The last day on which a look still keeps the cycle. A site never seen counts from the day before the plan. */
export function firstDueOn({
  cycleDays,
  keyDays,
  lastSeenOn,
  planFrom,
}: Pick<SiteStanding, 'cycleDays' | 'keyDays' | 'lastSeenOn' | 'planFrom'>): Day | undefined {
  const days = Math.min(cycleDays ?? Infinity, keyDays ?? Infinity)
  if (days === Infinity) return undefined
  return addDays(lastSeenOn ?? addDays(planFrom, -1), days)
}

/**
 * The neediest first: the longest overdue, or nearest to it; among equals key
 * sites, sites never seen, sites on the route, sites with more open findings.
 * Nothing else decides, so anybody can see why a site comes before another.
 */
export function byNeed(one: Need, other: Need): number {
  const has = ({ reasons }: Need, reason: NeedReason) => Number(reasons.includes(reason))
  const overdue = ({ daysOverdue }: Need) => daysOverdue ?? -Number.MAX_SAFE_INTEGER
  return (
    overdue(other) - overdue(one) ||
    has(other, 'key-site') - has(one, 'key-site') ||
    has(other, 'never-seen') - has(one, 'never-seen') ||
    has(other, 'on-route') - has(one, 'on-route') ||
    other.openFindings - one.openFindings ||
    (one.siteId < other.siteId ? -1 : 1)
  )
}

/**
 * Visits that were missed: every day since the last look on which a cycle ran
 * out, `today` not included, since it is not over. None of it says whose fault.
 */
export function missedDays(
  { planFrom, lastSeenOn, ...site }: Pick<SiteStanding, 'cycleDays' | 'keyDays' | 'lastSeenOn' | 'planFrom'>,
  today: Day,
): readonly Day[] {
  const beforePlan = addDays(planFrom, -1)
  // A look long before the plan is no promise that the plan broke.
  const seenOn = lastSeenOn === undefined || lastSeenOn < beforePlan ? beforePlan : lastSeenOn
  const days = Math.min(site.cycleDays ?? Infinity, site.keyDays ?? Infinity)
  if (days === Infinity) return []
  const runOut = Math.max(0, Math.floor((daysBetween(seenOn, today) - 1) / days))
  return Array.from({ length: runOut }, (_, index) => addDays(seenOn, (index + 1) * days))
}
