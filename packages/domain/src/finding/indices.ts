import type { Handbook } from '../handbook/handbook.ts'

/**
 * What is counted of the findings that were dispatched in a period (派遣日在期内), or reported in it.
 * The moment of counting matters: what is not due yet is neither handled late nor missing.
 */
export const counters = [
  'reported',
  /** 立案. */
  'filed',
  'dispatched',
  /** Dispatched and not sent back as a wrong dispatch. */
  'rightlyDispatched',
  /** 应处置: due by now, or handled already. */
  'dueToHandle',
  'handled',
  'handledInTime',
  /** 超期未处置. */
  'overdue',
  /** 应结案: handled and looked at, or due; suspended ones count or not by a local setting. */
  'dueToClose',
  'dueToCloseAtWork',
  'closed',
  'closedInTime',
  /** Failed a gate at least once. */
  'reworked',
  'extended',
  /** Closed findings that were looked at again, and of those the ones that were undone. */
  'lookedAtAgain',
  'undone',
] as const
export type Counter = (typeof counters)[number]
export type FindingCounts = Readonly<Record<Counter, number>>

export const indexIds = [
  'filing',
  'right-dispatch',
  'handling',
  'handling-in-time',
  'closing',
  'closing-in-time',
  'rework',
  'extension',
  'overdue',
  'undone',
] as const
export type IndexId = (typeof indexIds)[number]

/** One index (指数): never without what it was divided by. Undefined as a share where nothing was to be counted. */
export interface Index {
  readonly id: IndexId
  readonly numerator: number
  readonly denominator: number
  /** By what each of the two numbers opens its list. */
  readonly counted: Readonly<Record<'numerator' | 'denominator', Counter>>
  readonly share: number | undefined
}

/**
 * The indices of a unit, a street or a stream. Names and formulas follow the
 * evaluation of digital city management; what a place divides by is its own
 * setting, since local manuals differ.
 */
export function indices(counts: FindingCounts, denominators: Handbook['denominators']): Index[] {
  const toClose = denominators.deferred === 'subtracted' ? 'dueToCloseAtWork' : 'dueToClose'
  const reworkOf = denominators.rework === 'handled' ? 'handled' : toClose
  const index = (id: IndexId, above: Counter, below: Counter): Index => ({
    id,
    numerator: counts[above],
    denominator: counts[below],
    counted: { numerator: above, denominator: below },
    share: counts[below] > 0 ? counts[above] / counts[below] : undefined,
  })
  return [
    index('filing', 'filed', 'reported'),
    index('right-dispatch', 'rightlyDispatched', 'dispatched'),
    index('handling', 'handled', 'dueToHandle'),
    index('handling-in-time', 'handledInTime', 'dueToHandle'),
    index('closing', 'closed', toClose),
    index('closing-in-time', 'closedInTime', toClose),
    index('rework', 'reworked', reworkOf),
    index('extension', 'extended', 'dueToHandle'),
    index('overdue', 'overdue', 'dueToHandle'),
    index('undone', 'undone', 'lookedAtAgain'),
  ]
}

/** A unit that had nothing to do is not ranked: it is neither best nor worst. */
export function isRanked(counts: FindingCounts): boolean {
  return counts.dispatched > 0
}
