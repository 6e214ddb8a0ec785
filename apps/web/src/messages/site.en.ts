import type { siteZhCn } from './site.zh-cn.ts'

export const siteEn: typeof siteZhCn = {
  title: 'Sites',
  lead: 'Where each site is, whose it is, and who answers for it.',
}
