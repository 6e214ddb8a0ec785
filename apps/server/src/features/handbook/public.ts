export { calendarOf } from './calendar-of.ts'
export { currentHandbook, handbookAt } from './handbook-at.ts'
