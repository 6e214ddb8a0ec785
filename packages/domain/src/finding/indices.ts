import type { Handbook } from '../handbook/handbook.ts'

/**
 * Counters of the findings that were dispatched in a period (派遣日在期内).
 * `now` is the moment of counting: what is not due yet is neither handled late nor missing.
 */
export interface FindingCounts {
  readonly reported: number
  /** 立案. */
  readonly filed: number
  readonly dispatched: number
  /** Dispatched and not sent back as a wrong dispatch. */
  readonly rightlyDispatched: number
  /** 应处置: due by now, or handled already. */
  readonly dueToHandle: number
  readonly handled: number
  readonly handledInTime: number
  /** 超期未处置. */
  readonly overdue: number
  /** 应结案: handled and looked at, or due; suspended ones count or not by a local setting. */
  readonly dueToClose: number
  readonly suspended: number
  readonly closed: number
  readonly closedInTime: number
  /** Findings that failed a gate at least once. */
  readonly reworked: number
  readonly extended: number
  /** Closed findings that were looked at again, and of those the ones that were undone. */
  readonly lookedAtAgain: number
  readonly undone: number
}

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
  readonly share: number | undefined
}

/**
 * The indices of a unit, a street or a stream. Names and formulas follow the
 * evaluation of digital city management; what a place divides by is its own
 * setting, since local manuals differ.
 */
export function indices(counts: FindingCounts, denominators: Handbook['denominators']): Index[] {
  const toClose = counts.dueToClose - (denominators.deferred === 'subtracted' ? counts.suspended : 0)
  const reworkOf = denominators.rework === 'handled' ? counts.handled : toClose
  return [
    index('filing', counts.filed, counts.reported),
    index('right-dispatch', counts.rightlyDispatched, counts.dispatched),
    index('handling', counts.handled, counts.dueToHandle),
    index('handling-in-time', counts.handledInTime, counts.dueToHandle),
    index('closing', counts.closed, toClose),
    index('closing-in-time', counts.closedInTime, toClose),
    index('rework', counts.reworked, reworkOf),
    index('extension', counts.extended, counts.dueToHandle),
    index('overdue', counts.overdue, counts.dueToHandle),
    index('undone', counts.undone, counts.lookedAtAgain),
  ]
}

function index(id: IndexId, numerator: number, denominator: number): Index {
  return { id, numerator, denominator, share: denominator > 0 ? numerator / denominator : undefined }
}

/** A unit that had nothing to do is not ranked: it is neither best nor worst. */
export function isRanked(counts: FindingCounts): boolean {
  return counts.dispatched > 0
}
