import type { AssessedItem, Standing } from '@chuangyuan/domain/assessment/assessment'
import type { Reason, Warning } from '@chuangyuan/domain/assessment/code'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import type { Reading } from '@chuangyuan/domain/assessment/reading'
import type { Shortage } from '@chuangyuan/domain/assessment/shortage'
import type { ChosenThreshold } from '@chuangyuan/domain/assessment/threshold'
import type { Comparator } from '@chuangyuan/domain/standard/requirement'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import { formatNumber } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'
import { digitsOf, errorDigits, missingDigits, readingDigits, shortDigits, statedDigits } from './amount.ts'
import type { ScoreBook } from './score-book.ts'

/** `7.35 平方米/人` */
export function withUnit(digits: string, unit: Unit): string {
  return `${digits} ${t(`standard.unit.${unit}`)}`.trimEnd()
}

/** A figure as it stands on a page, with its error where that can be seen. */
export function readingWords(reading: Reading, against?: number): string {
  const error = errorDigits(reading)
  const digits = readingDigits(reading, against)
  return withUnit(error === undefined ? digits : `${digits} ± ${error}`, reading.unit)
}

/** A figure as it is stored, before anything is judged by it. */
export function figureWords({ origin, value, unit, error = 0 }: Figure): string {
  const digits = origin === 'reported' ? statedDigits(value) : digitsOf(value, unit)
  const seen = errorDigits({ low: value - error, high: value + error, unit })
  return withUnit(seen === undefined ? digits : `${digits} ± ${seen}`, unit)
}

export function thresholdWords(
  { value, upper }: Pick<ChosenThreshold, 'value' | 'upper'>,
  comparator: Comparator,
  unit: Unit,
): string {
  const range = upper === undefined ? statedDigits(value) : `${statedDigits(value)}–${statedDigits(upper)}`
  return `${t(`standard.comparator.${comparator}`)} ${withUnit(range, unit)}`.trim()
}

/** `缺 9.06 公顷（0.15 平方米/人）` */
export function shortageWords({ by, unit, direction, amount }: Shortage): string {
  const own =
    unit === 'percent'
      ? t('standard.points', { amount: missingDigits(by, unit) })
      : withUnit(missingDigits(by, unit), unit)
  if (amount === undefined) return t(`standard.short.${direction}`, { amount: own })
  const land = withUnit(missingDigits(amount.value, amount.unit), amount.unit)
  return t(`standard.short.${direction}With`, { amount: land, own })
}

/** What an item comes to in a few words: its figure, or how many of its clauses are met. */
export function itemFigure({ requirement, clauses, incidents }: AssessedItem): string | undefined {
  if (clauses !== undefined) {
    const met = clauses.filter(({ outcome }) => outcome === 'met').length
    const unmet = clauses.filter(({ outcome }) => outcome === 'short').length
    if (met + unmet === 0) return undefined
    return unmet > 0
      ? t('standard.clausesUnmet', { unmet })
      : t('standard.clausesMet', { met, all: clauses.length })
  }
  if (incidents !== undefined && incidents.length > 0) {
    return t('standard.happened', { count: incidents.length })
  }
  if (requirement === undefined) return undefined
  const { figure, value, unit, threshold } = requirement
  if (figure !== undefined) return readingWords(figure, threshold?.value)
  if (value === undefined || unit === undefined) return undefined
  return withUnit(digitsOf(value, unit, threshold?.value), unit)
}

/** What is missing: land or heads, the clauses that are not met, or why nobody can say. */
export function itemGap(item: AssessedItem, book: ScoreBook): string | undefined {
  if (item.shortage !== undefined) return shortageWords(item.shortage)
  if (item.reason !== undefined) return reasonWords(item.reason, book)
  const row = book.row(item.row)
  const unmet = (item.clauses ?? []).filter(({ outcome }) => outcome === 'short')
  if (row?.kind !== 'qualitative' || unmet.length === 0) return undefined
  return unmet
    .map(({ clause }) => row.clauses.find(({ id }) => id === clause)?.text ?? clause)
    .join(t('standard.semicolon'))
}

export function itemThreshold({ requirement }: AssessedItem, book: ScoreBook): string | undefined {
  if (requirement?.threshold === undefined || requirement.comparator === undefined) return undefined
  const unit = requirement.unit ?? book.unitOf(requirement.quantity)
  return unit === undefined ? undefined : thresholdWords(requirement.threshold, requirement.comparator, unit)
}

/** Why nobody can say yet, with the names of what is missing. */
export function reasonWords(reason: Reason, book: ScoreBook): string {
  const comma = t('shell.listSeparator')
  return t(`standard.reason.${reason.code}`, {
    quantity: book.quantityName(reason.quantity),
    input: book.quantityName(reason.input),
    zones: (reason.zones ?? []).map((zone) => book.zoneName(zone)).join(comma),
    fields: (reason.fields ?? []).map((field) => book.fieldName(field)).join(comma),
    years: (reason.years ?? []).map(String).join(comma),
    clauses: String(reason.clauses?.length ?? 0),
  })
}

export function warningWords({ code, quantity, zone, values = [] }: Warning, book: ScoreBook): string {
  const unit = book.unitOf(quantity)
  const [first = '', second = ''] = values.map((value) =>
    unit === undefined ? formatNumber(value) : withUnit(shortDigits(value, unit), unit),
  )
  return t(`standard.warning.${code}`, {
    quantity: book.quantityName(quantity),
    zone: zone === undefined ? t('standard.whole') : book.zoneName(zone),
    first,
    second,
  })
}

export function standingWords(standing: Standing): string {
  if (standing.kind !== 'class') return t(`standard.standing.${standing.kind}`)
  return t(standing.certain ? 'standard.standing.class' : 'standard.standing.classSoFar', {
    name: standing.name,
  })
}
