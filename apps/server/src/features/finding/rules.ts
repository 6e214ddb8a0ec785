import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { ReadTx } from '../../db/transact.ts'
import { calendarOf, currentHandbook } from '../handbook/public.ts'

/** What decisions on findings go by in this district today. */
export interface Rules {
  readonly handbook: Handbook
  readonly calendar: WorkCalendar
}

export async function rulesOf({ query, districtId }: ReadTx): Promise<Rules> {
  const { handbook } = await currentHandbook(query, districtId)
  return { handbook, calendar: calendarOf(handbook) }
}
