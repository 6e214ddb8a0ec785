import { allowance, type Limit } from '../calendar/limit.ts'
import { workdayMs, type WorkCalendar } from '../calendar/work-calendar.ts'
import type { Micro } from './micro.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

/** An open finding with what the morning list weighs. */
export interface MorningFinding {
  readonly id: string
  /** Of all its entries. */
  readonly points: Micro
  readonly items: Micro
  readonly vetoes: Micro
  /** 工时: the time that the handbook gives its kind, as working hours. */
  readonly effortHours: number
  /** Working hours until it is due or the inspection comes, whichever is first; negative when late. Null: neither is known. */
  readonly hoursLeft: number | null
}

/**
 * What is first today (今日先办): what can cost the title, then what the most is in danger for every hour of work,
 * the nearer its end the more. What is late counts as due within the hour.
 */
export function inMorningOrder<Finding extends MorningFinding>(findings: readonly Finding[]): Finding[] {
  return findings
    .filter(({ points, items, vetoes }) => points + items + vetoes > 0)
    .toSorted(
      (one, other) =>
        Number(other.vetoes > 0) - Number(one.vetoes > 0) ||
        pressOf(other) - pressOf(one) ||
        (one.id < other.id ? -1 : 1),
    )
}

/** Endangered millionths for an hour of work and an hour that is left. Without an end its own time is what is left. */
function pressOf({ points, items, vetoes, effortHours, hoursLeft }: MorningFinding): number {
  const effort = Math.max(1, effortHours)
  return (points + items + vetoes) / effort / Math.max(1, hoursLeft ?? effort)
}

/** What a time limit is as working hours: of time that runs day and night, the part that is worked. */
export function effortHoursOf(limit: Limit, calendar: WorkCalendar): number {
  const { ms, counts } = allowance(limit, calendar)
  const worked = counts === 'working' ? ms : (ms * workdayMs(calendar)) / dayMs
  return worked / hourMs
}
