import type { journalZhCn } from './journal.zh-cn.ts'

export const journalEn: typeof journalZhCn = {
  title: 'Journal',
  lead: 'Append-only, chained by hash.',
}
