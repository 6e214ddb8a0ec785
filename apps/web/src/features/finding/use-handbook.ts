import { getHandbook } from '@chuangyuan/contract/handbook'
import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import { isWorkday } from '@chuangyuan/holidays/workday'
import { computed } from 'vue'
import { useQuery } from '../../shell/use-query.ts'

/** The district's handbook in force, and the calendar by which its limits are counted. */
export function useHandbook() {
  const { data, problem, refresh } = useQuery(getHandbook, {})
  const handbook = computed(() => (data.value?.unchanged === false ? data.value.content : undefined))
  const calendar = computed<WorkCalendar | undefined>(
    () => handbook.value && { hours: handbook.value.hours, isWorkday },
  )
  return { handbook, calendar, problem, refresh }
}
