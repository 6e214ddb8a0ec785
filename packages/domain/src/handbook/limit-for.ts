import type { Limit } from '../calendar/limit.ts'
import type { Day } from '../day.ts'
import type { ProblemKind } from './handbook.ts'

export interface ChosenLimit {
  readonly limit: Limit
  readonly because: 'standard' | 'urgent' | 'off-season'
  /** What is to be done now, since planting has to wait for its season. */
  readonly interim?: string
}

/**
 * By when a problem found on a day is put right. Outside the planting season the limit is that of the interim
 * measure: a street tree that dies in July is removed and its pit covered, and nobody is late with the new
 * tree. Urgency shortens the time for whatever can be done.
 */
export function limitFor(
  { limit, urgentLimit, season }: ProblemKind,
  { day, urgent }: { readonly day: Day; readonly urgent: boolean },
): ChosenLimit {
  const waits = season !== undefined && !season.months.includes(Number(day.slice(5, 7)))
  const interim = waits ? { interim: season.interim } : {}
  if (urgent) return { limit: urgentLimit, because: 'urgent', ...interim }
  if (waits) return { limit: season.interimLimit, because: 'off-season', ...interim }
  return { limit, because: 'standard' }
}
