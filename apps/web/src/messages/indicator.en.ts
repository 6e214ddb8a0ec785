import type { indicatorZhCn } from './indicator.zh-cn.ts'

export const indicatorEn: typeof indicatorZhCn = {
  title: 'Indicator',
  askedBy: 'Items that look at it',
  askedByNone: 'No item looks at it; other figures are made of it.',
  noFigure: 'No figure yet.',
  map: 'What was counted',
  mapOf: '{name}: counted and left out',
  counted: '{layer} (counted)',
  leftOut: '{layer} (left out)',
  thinned: 'The map draws {shown} of {total}; the figure is made of all',
  byStreet: 'By street',
  shortStreets: '{short} of {all} streets are short',
  history: 'Over time',
  historyNote: 'Measured and reported apart, since they are defined differently',
  historyOf: '{name} over time',
  origin: 'How it was made',
}
