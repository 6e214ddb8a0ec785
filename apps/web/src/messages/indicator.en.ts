import type { indicatorZhCn } from './indicator.zh-cn.ts'

export const indicatorEn: typeof indicatorZhCn = {
  title: 'Indicator',
}
