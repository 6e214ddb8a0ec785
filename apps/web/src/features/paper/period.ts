import { parseDay, type Day } from '@chuangyuan/domain/day'

export interface Period {
  readonly from: Day
  readonly to: Day
}

/** The days that a paper's text names: `2026年3月5日`, or from one `至` another. */
export function periodIn(text: string): Period | undefined {
  const days = [...text.matchAll(/(\d{4})年(\d{1,2})月(\d{1,2})日/g)].map(
    ([, year = '', month = '', day = '']) =>
      parseDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`),
  )
  const [from, to = from] = days
  return from === undefined || to === undefined ? undefined : { from, to }
}
