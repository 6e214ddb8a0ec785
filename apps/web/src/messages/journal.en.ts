import type { journalZhCn } from './journal.zh-cn.ts'

export const journalEn: typeof journalZhCn = {
  title: 'Journal',
  lead: 'Append-only and chained by hash: any change shows.',
  seq: 'No.',
  at: 'Time',
  who: 'Who',
  system: 'System',
  verb: 'Action',
  what: 'Object',
  details: 'Details',
  search: 'Find by person, action or object',
  verify: 'Check the hash chain',
  whole: '{lines} lines, the chain is whole. Head:',
  broken: 'The chain breaks at line {seq}: it or its neighbour was changed. Report it at once.',
}
