import type { backupZhCn } from './backup.zh-cn.ts'

export const backupEn: typeof backupZhCn = {
  title: 'Backup',
  lead: 'Backup and restore.',
}
