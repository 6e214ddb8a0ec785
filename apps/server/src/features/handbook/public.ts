import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { isWorkday } from '@chuangyuan/holidays/workday'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'

export function currentHandbook(_query: unknown, _districtId: string): Promise<Handbook> {
  return Promise.resolve(shippedHandbook)
}

export function calendarOf({ hours }: Handbook): WorkCalendar {
  return { hours, isWorkday }
}
