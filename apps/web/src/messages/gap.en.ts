import type { gapZhCn } from './gap.zh-cn.ts'

export const gapEn: typeof gapZhCn = {
  title: 'Gaps',
  lead: 'What falls short or was not assessed, by district and by street.',
}
