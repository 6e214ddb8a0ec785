import type { intakeZhCn } from './intake.zh-cn.ts'

export const intakeEn: typeof intakeZhCn = {
  title: 'Import',
  lead: 'Streets, units, people, sites, duties and figures, in one workbook.',
}
