import type { packZhCn } from './pack.zh-cn.ts'

export const packEn: typeof packZhCn = {
  title: 'Standard packs',
  lead: 'Clauses, thresholds and their verification; a correction becomes a new version.',
}
