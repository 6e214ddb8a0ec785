import { dayOf, officialDay } from '../day.ts'
import type { Reminder } from './reminder.ts'

/** A message as every channel shows it: a line that stands alone, and lines below it. */
export interface Message {
  readonly title: string
  readonly lines: readonly string[]
  /** Where the whole list stands. */
  readonly address: string
}

/** So many things are named; whoever wants to know more opens the list. */
const named = 5

export function reminderWords(reminder: Reminder, district: string, address: string): Message {
  const { kind, fresh, total, late } = reminder
  const first = fresh.slice(0, named).map(({ title, dueAt, late: isLate, urgent }) => {
    const due = dueAt === null ? '' : `，${officialDay(dayOf(dueAt))}到期`
    return `${urgent ? '【急】' : ''}${isLate ? '【超期】' : ''}${title}${isLate ? '' : due}`
  })
  const rest = fresh.length - first.length
  const head =
    kind === 'urgent'
      ? `${String(fresh.length)} 件须马上办理`
      : `待办 ${String(total)} 件${late > 0 ? `，其中超期 ${String(late)} 件` : ''}`
  return {
    title: `${district}创建：${head}`,
    lines: [
      ...(kind === 'digest' && first.length > 0 ? [`新增 ${String(fresh.length)} 件：`] : []),
      ...first,
      ...(rest > 0 ? [`其余 ${String(rest)} 件见待办`] : []),
    ],
    address,
  }
}

/** Where the district, or one unit, stands: numbers only, since a group has readers of many units. */
export interface Standing {
  readonly open: number
  readonly overdue: number
  readonly matters: number
  readonly lateMatters: number
}

export function standingWords(standing: Standing, of: string, address: string): Message {
  const { open, overdue, matters, lateMatters } = standing
  return {
    title: `${of}创建工作提醒`,
    lines: [
      `未销号问题 ${String(open)} 件，其中超期 ${String(overdue)} 件`,
      `未办结交办事项 ${String(matters)} 件，其中超期 ${String(lateMatters)} 件`,
    ],
    address,
  }
}
