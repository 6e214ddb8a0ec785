import type { figureZhCn } from './figure.zh-cn.ts'

export const figureEn: typeof figureZhCn = {
  title: 'Figures',
  lead: 'Figures no layer can give: value, year, source.',
}
