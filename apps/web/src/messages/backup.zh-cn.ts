export const backupZhCn = {
  title: '备份',
  lead: '备份与恢复。',
}
