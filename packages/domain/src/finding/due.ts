import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Instant } from '../day.ts'
import { dueAt, endOf } from './clock.ts'
import type { Finding } from './finding.ts'

/** When a finding is due now: the promised day of a suspended one, else by its clock. */
export function findingDueAt(finding: Finding, calendar: WorkCalendar): Instant | undefined {
  if (finding.stage === 'suspended') return endOf(finding.promise.until)
  return 'clock' in finding ? dueAt(finding.clock, calendar) : undefined
}
