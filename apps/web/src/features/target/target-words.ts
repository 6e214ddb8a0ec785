import type { TargetFigures } from '@chuangyuan/contract/target'
import { parseDay } from '@chuangyuan/domain/day'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'
import { amountOf, type Milli } from '@chuangyuan/domain/target/milli'
import { formatDay, formatNumber } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

export function symbolOf(unit: Unit): string {
  return units[unit].symbol
}

/** `36.5公顷`. */
export function amountWords(milli: Milli, unit: Unit): string {
  return `${formatNumber(amountOf(milli))}${symbolOf(unit)}`
}

export function dayWords(text: string): string {
  const day = parseDay(text)
  return day === undefined ? text : formatDay(day)
}

/** What the city waits for each day from now. */
export function paceWords({ pace }: TargetFigures, unit: Unit): string {
  if (pace === null) return t('target.paceNone')
  return pace === 0 ? t('target.paceDone') : t('target.paceOf', { amount: amountWords(pace, unit) })
}

/** Days of the images that a visible amount was read off. */
export function imageWords({ visible }: TargetFigures): string {
  if (visible === null) return t('target.noImage')
  const { from, to } = visible
  return from === to
    ? t('target.imageOn', { day: dayWords(from) })
    : t('target.imageBetween', { from: dayWords(from), to: dayWords(to) })
}

export function differenceWords(difference: Milli, unit: Unit): string {
  if (difference === 0) return t('target.differsNot')
  const amount = amountWords(Math.abs(difference), unit)
  return t(difference > 0 ? 'target.differsMore' : 'target.differsLess', { amount })
}
