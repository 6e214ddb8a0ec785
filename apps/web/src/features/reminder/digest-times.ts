import { parseTimeOfDay, type TimeOfDay } from '@chuangyuan/domain/reminder/time-of-day'

const most = 6

/** As typed: full-width digits, colons and commas pass, `8:30` too; undefined where it is something else. */
export function digestTimes(text: string): TimeOfDay[] | undefined {
  const parts = text
    .normalize('NFKC')
    .split(/[,、;\s]+/)
    .filter((part) => part !== '')
    .map((part) => parseTimeOfDay(part.padStart(5, '0')))
  const times = parts.filter((part) => part !== undefined)
  return times.length === parts.length && times.length <= most ? times : undefined
}
