import { convert, type Unit } from '@chuangyuan/domain/standard/unit'
import { tightText } from './cell-text.ts'

/**
 * Unit words as cells have them, after NFKC (㎡ is m2 then). `times` for what the trade writes and the
 * catalogue of units does not have: 15 亩 are one hectare, 10 ‰ are one percent.
 */
const words: readonly { readonly word: RegExp; readonly unit: Unit; readonly times?: number }[] = [
  { word: /^(平方米|平米|m2|m²)$/i, unit: 'm2' },
  { word: /^(公顷|ha|hm2)$/i, unit: 'ha' },
  { word: /^(平方公里|平方千米|km2)$/i, unit: 'km2' },
  { word: /^亩$/, unit: 'ha', times: 1 / 15 },
  { word: /^(米|m)$/i, unit: 'm' },
  { word: /^(公里|千米|km)$/i, unit: 'km' },
  { word: /^%$/, unit: 'percent' },
  { word: /^‰$/, unit: 'percent', times: 0.1 },
  { word: /^(人|名|口)$/, unit: 'person' },
  { word: /^(个|处|座|株|棵|条|块|次|件|项|户|家)$/, unit: 'count' },
  { word: /^(平方米\/人|m2\/人)$/i, unit: 'm2-per-person' },
  { word: /^(天|日)$/, unit: 'day' },
  { word: /^(元|块钱)$/, unit: 'yuan' },
]

export type NumberText =
  | { readonly ok: true; readonly value: number }
  | { readonly ok: false; readonly code: 'cell.not-a-number' }
  | { readonly ok: false; readonly code: 'cell.wrong-unit'; readonly unit: string }

/** 1，234.5平方米, 3.5万人, 12％ … in the column's unit; a unit of another dimension is refused, not dropped. */
export function parseNumberText(text: string, unit: Unit | undefined): NumberText {
  const match = /^([+-]?)((?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[+-]?\d+)?)([万亿]?)(.*)$/i.exec(
    tightText(text).replaceAll(/[−–—]/g, '-').replaceAll('，', ','),
  )
  const [, sign, digits = '', many, word = ''] = match ?? []
  if (!/\d/.test(digits)) return { ok: false, code: 'cell.not-a-number' }
  const multiple = many === '万' ? 10_000 : many === '亿' ? 100_000_000 : 1
  const value = Number(digits.replaceAll(',', '')) * multiple * (sign === '-' ? -1 : 1)
  if (!Number.isFinite(value)) return { ok: false, code: 'cell.not-a-number' }
  if (word === '') {
    // 3.5万 in a column of 万元 or 万人 is 3.5, as everybody would read it.
    return { ok: true, value: many === '万' && isInTenThousands(unit) ? value / 10_000 : value }
  }
  const named = words.find((candidate) => candidate.word.test(word))
  if (named === undefined) return { ok: false, code: 'cell.not-a-number' }
  if (unit === undefined) return { ok: true, value }
  const converted = convert(value * (named.times ?? 1), named.unit, unit)
  return converted.ok
    ? { ok: true, value: rounded(converted.value) }
    : { ok: false, code: 'cell.wrong-unit', unit: word }
}

function isInTenThousands(unit: Unit | undefined): boolean {
  return unit === '10k-yuan' || unit === '10k-person'
}

/** Twelve significant digits: 1.1 公顷 is 11000 square metres, not 11000.000000000002. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
