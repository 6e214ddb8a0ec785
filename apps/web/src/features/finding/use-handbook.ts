import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import { operation, withVerb } from '@chuangyuan/contract/operation'
import { isWorkday } from '@chuangyuan/holidays/workday'
import { z } from 'zod'
import { computed } from 'vue'
import { useQuery } from '../../shell/use-query.ts'

const getHandbook = operation({
  id: 'handbook.get',
  method: 'GET',
  path: '/api/handbook',
  summary: '',
  policy: withVerb('finding.read'),
  reply: z.custom<{ content?: Handbook }>(),
})

/** The district's handbook, and the calendar by which its limits are counted. */
export function useHandbook() {
  const { data, problem, refresh } = useQuery(getHandbook, {})
  const handbook = computed(() => data.value?.content)
  const calendar = computed<WorkCalendar | undefined>(
    () => handbook.value && { hours: handbook.value.hours, isWorkday },
  )
  return { handbook, calendar, problem, refresh }
}
