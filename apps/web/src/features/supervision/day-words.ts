import { parseDay } from '@chuangyuan/domain/day'
import { formatDay } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

/** A day of a reply as people write it. */
export function dayWords(text: string | null): string | undefined {
  const day = text === null ? undefined : parseDay(text)
  return day === undefined ? undefined : formatDay(day)
}

export function dueWords(daysOverdue: number | null): string {
  if (daysOverdue === null) return t('supervision.noCycle')
  if (daysOverdue > 0) return t('supervision.overdueBy', { days: daysOverdue })
  return daysOverdue === 0 ? t('supervision.dueToday') : t('supervision.dueIn', { days: -daysOverdue })
}

/** Who wrote a visit down, and for whom where that was somebody else. */
export function recorderWords(visit: {
  readonly recordedBy: string | null
  readonly onBehalfOf: string | null
}): string {
  const by = visit.recordedBy ?? ''
  return visit.onBehalfOf === null ? by : t('supervision.behalf', { name: visit.onBehalfOf, by })
}
