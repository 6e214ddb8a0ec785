import { accept, refuse, type Result } from '../result.ts'

/**
 * Units of figures and thresholds. `dimension` says which may be converted into each other,
 * `factor` how many of the dimension's first unit one of this unit is, `symbol` how it is printed.
 */
export const units = {
  percent: { dimension: 'share', factor: 1, symbol: '%' },
  ratio: { dimension: 'share', factor: 100, symbol: '' },
  m2: { dimension: 'area', factor: 1, symbol: '平方米' },
  ha: { dimension: 'area', factor: 10_000, symbol: '公顷' },
  km2: { dimension: 'area', factor: 1_000_000, symbol: '平方公里' },
  m: { dimension: 'length', factor: 1, symbol: '米' },
  km: { dimension: 'length', factor: 1_000, symbol: '公里' },
  person: { dimension: 'people', factor: 1, symbol: '人' },
  '10k-person': { dimension: 'people', factor: 10_000, symbol: '万人' },
  'm2-per-person': { dimension: 'area-per-head', factor: 1, symbol: '平方米/人' },
  count: { dimension: 'count', factor: 1, symbol: '个' },
  'per-10k-person': { dimension: 'count-per-10k', factor: 1, symbol: '个/万人' },
  'per-100k-person': { dimension: 'count-per-10k', factor: 0.1, symbol: '个/10万人' },
  'vehicle-per-10k-person': { dimension: 'vehicles-per-10k', factor: 1, symbol: '标台/万人' },
  day: { dimension: 'days', factor: 1, symbol: '天' },
  celsius: { dimension: 'temperature-difference', factor: 1, symbol: '℃' },
  decibel: { dimension: 'sound', factor: 1, symbol: 'dB(A)' },
  'km-per-hour': { dimension: 'speed', factor: 1, symbol: '公里/小时' },
  'score-10': { dimension: 'score', factor: 1, symbol: '分（十分制）' },
  'score-100': { dimension: 'score', factor: 0.1, symbol: '分（百分制）' },
  index: { dimension: 'index', factor: 1, symbol: '' },
  class: { dimension: 'class', factor: 1, symbol: '类' },
  yuan: { dimension: 'money', factor: 1, symbol: '元' },
  '10k-yuan': { dimension: 'money', factor: 10_000, symbol: '万元' },
} as const

export type Unit = keyof typeof units

export function isUnit(text: string): text is Unit {
  return Object.hasOwn(units, text)
}

export interface UnitRefusal {
  readonly code: 'unit.mismatch'
  readonly from: Unit
  readonly to: Unit
}

/** Hectares are never read as square metres by accident: a figure converts within its dimension or is refused. */
export function convert(value: number, from: Unit, to: Unit): Result<number, UnitRefusal> {
  if (from === to) return accept(value)
  if (units[from].dimension !== units[to].dimension) return refuse({ code: 'unit.mismatch', from, to })
  return accept((value * units[from].factor) / units[to].factor)
}
