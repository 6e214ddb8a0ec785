export const journalZhCn = {
  title: '操作日志',
  lead: '只增不改，逐条哈希相连。',
}
