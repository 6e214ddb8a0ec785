import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { daysBetween, type Day } from '@chuangyuan/domain/day'

export interface ChartPoint {
  readonly x: number
  readonly y: number
  readonly figure: Figure
}

/** A drawing in a box of `width` × `height`; the numbers are pixels of that box. */
export interface HistoryChart {
  readonly lines: readonly { readonly origin: Figure['origin']; readonly points: readonly ChartPoint[] }[]
  readonly ticks: readonly { readonly y: number; readonly value: number }[]
  readonly years: readonly { readonly x: number; readonly year: string }[]
  /** Where the threshold lies. */
  readonly threshold: number | undefined
}

/**
 * Figures of the whole over time. Measured and reported ones are two lines: joining them would draw a leap that
 * is only a change of source. Undefined where there are fewer than two days to join.
 */
export function historyChart(
  figures: readonly Figure[],
  threshold: number | undefined,
  width: number,
  height: number,
): HistoryChart | undefined {
  const dated = figures
    .flatMap((figure) => (figure.asOf === undefined ? [] : [{ figure, day: figure.asOf }]))
    .toSorted((a, b) => (a.day < b.day ? -1 : 1))
  const [first, last] = [dated.at(0)?.day, dated.at(-1)?.day]
  if (first === undefined || last === undefined || first === last) return undefined

  const values = [...dated.map(({ figure }) => figure.value), ...(threshold === undefined ? [] : [threshold])]
  const ticks = niceTicks(Math.min(...values), Math.max(...values))
  const [low = 0, high = 1] = [ticks.at(0), ticks.at(-1)]
  const span = daysBetween(first, last)
  const x = (day: Day) => round((daysBetween(first, day) / span) * width)
  const y = (value: number) => round(height - ((value - low) / (high - low)) * height)

  return {
    lines: (['reported', 'computed'] as const).flatMap((origin) => {
      const points = dated
        .filter(({ figure }) => figure.origin === origin)
        .map(({ figure, day }) => ({ x: x(day), y: y(figure.value), figure }))
      return points.length === 0 ? [] : [{ origin, points }]
    }),
    ticks: ticks.map((value) => ({ value, y: y(value) })),
    years: [...new Map(dated.map(({ day }) => [day.slice(0, 4), x(day)]))].map(([year, at]) => ({
      year,
      x: at,
    })),
    threshold: threshold === undefined ? undefined : y(threshold),
  }
}

/** Three to six round values that hold the range; the scale does not start at zero, since shares move by tenths. */
export function niceTicks(low: number, high: number): readonly number[] {
  const size = Math.max(Math.abs(low), Math.abs(high), 1e-6)
  const range = high - low < size * 1e-6 ? size / 10 : high - low
  const rough = range / 4
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((each) => each * power).find((each) => each >= rough) ?? rough
  const start = Math.floor(low / step)
  const end = Math.max(Math.ceil(high / step), start + 1)
  return Array.from({ length: end - start + 1 }, (_, index) =>
    Number(((start + index) * step).toPrecision(12)),
  )
}

function round(pixels: number): number {
  return Math.round(pixels * 10) / 10
}
