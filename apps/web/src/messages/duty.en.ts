import type { dutyZhCn } from './duty.zh-cn.ts'

export const dutyEn: typeof dutyZhCn = {
  title: 'Duty holes',
  lead: 'Sites and items without a named person.',
}
