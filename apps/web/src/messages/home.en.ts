import type { homeZhCn } from './home.zh-cn.ts'

export const homeEn: typeof homeZhCn = {
  title: 'Board of the day',
  lead: 'Days to the inspection, the score as it stands, and what is missing.',
}
