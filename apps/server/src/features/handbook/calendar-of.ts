import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { isWorkday } from '@chuangyuan/holidays/workday'

/** The handbook's hours on the working days of the country's holiday plan. */
export function calendarOf({ hours }: Handbook): WorkCalendar {
  return { hours, isWorkday }
}
