import { limitUnits, type Limit } from '@chuangyuan/domain/calendar/limit'
import {
  deferredCountings,
  reworkDenominators,
  severities,
  streams,
} from '@chuangyuan/domain/handbook/handbook'
import type { HandbookProblem, HandbookProblemCode } from '@chuangyuan/domain/handbook/handbook-problem'
import { checkStatuses } from '@chuangyuan/domain/standard/check'
import { isSiteKind, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { formatNumber } from '../../shell/format.ts'
import { t, type MessageKey } from '../../shell/text.ts'
import { kindName } from '../site/public.ts'

export function versionWords(version: number): string {
  return version === 0 ? t('handbook.shipped') : t('handbook.changed', { n: version })
}

/** `4 工作时`. */
export function limitWords({ amount, unit }: Limit): string {
  return t('handbook.limitOf', { n: formatNumber(amount), unit: t(`handbook.unit.${unit}`) })
}

export function siteKindsWords(kinds: readonly SiteKind[]): string {
  return kinds.length === 0 ? t('handbook.everywhere') : kinds.map(kindName).join('、')
}

/** Minutes after midnight as a clock shows them: `08:30`. */
export function timeWords(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':')
}

const fieldKeys = [
  ...['name', 'stream', 'severity', 'limit', 'urgentLimit', 'amount', 'unit', 'season', 'months', 'interim'],
  ...[
    'interimLimit',
    'items',
    'siteKinds',
    'source',
    'status',
    'text',
    'kind',
    'checklist',
    'entries',
    'hours',
  ],
  ...['from', 'to', 'ladder', 'level', 'after', 'duplicateMetres', 'cycleDays', 'days', 'denominators'],
  ...['rework', 'deferred', 'recheck', 'afterDays', 'basis', 'id', 'kinds', 'checklists'],
] as const

/** A dotted path in words: `limit.amount` is 时限 · 时长; places in lists count from 1. */
export function fieldWords(field: string): string {
  const words = field.split('.').map((step) => {
    const key = fieldKeys.find((known) => known === step)
    if (key !== undefined) return t(`handbook.fields.${key}`)
    return /^\d+$/.test(step) ? String(Number(step) + 1) : step
  })
  return words.join(' · ')
}

/** Words of the closed sets, whichever field they stand in. */
function choices(): ReadonlyMap<string, string> {
  return new Map([
    ...checkStatuses.map((each) => [each, t(`ui.${each}`)] as const),
    ...streams.map((each) => [each, t(`handbook.streams.${each}`)] as const),
    ...severities.map((each) => [each, t(`handbook.severities.${each}`)] as const),
    ...limitUnits.map((each) => [each, t(`handbook.unit.${each}`)] as const),
    ...reworkDenominators.map((each) => [each, t(`handbook.reworks.${each}`)] as const),
    ...deferredCountings.map((each) => [each, t(`handbook.deferreds.${each}`)] as const),
  ])
}

/** One side of a change, short: what is not there is a dash. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'number') return formatNumber(value)
  if (typeof value !== 'string') return '…'
  return choices().get(value) ?? (isSiteKind(value) ? kindName(value) : value)
}

const problemKeys: Readonly<Record<HandbookProblemCode, MessageKey>> = {
  'handbook.not-an-object': 'handbook.problem.notAnObject',
  'handbook.field-missing': 'handbook.problem.fieldMissing',
  'handbook.field-unknown': 'handbook.problem.fieldUnknown',
  'handbook.type-wrong': 'handbook.problem.typeWrong',
  'handbook.value-not-allowed': 'handbook.problem.notAllowed',
  'handbook.value-malformed': 'handbook.problem.malformed',
  'handbook.value-out-of-range': 'handbook.problem.outOfRange',
  'handbook.too-few': 'handbook.problem.tooFew',
  'handbook.id-twice': 'handbook.problem.idTwice',
  'handbook.kind-unknown': 'handbook.problem.kindUnknown',
  'handbook.kind-elsewhere': 'handbook.problem.kindElsewhere',
  'handbook.item-unknown': 'handbook.problem.itemUnknown',
  'handbook.item-wider': 'handbook.problem.itemWider',
  'handbook.site-kind-missing': 'handbook.problem.siteKindMissing',
  'handbook.site-kind-twice': 'handbook.problem.siteKindTwice',
  'handbook.hours-overlap': 'handbook.problem.hoursOverlap',
  'handbook.ladder-out-of-order': 'handbook.problem.ladderOutOfOrder',
}

/** `dead-plant：时限 · 时长 数值超出范围（-1）`. */
export function problemWords({
  code,
  row,
  field,
  found,
}: Pick<HandbookProblem, 'code' | 'field'> & {
  readonly row?: string | undefined
  readonly found?: string | undefined
}): string {
  const place = [row, fieldWords(field)].filter((part) => part !== undefined && part !== '').join('：')
  return `${place} ${t(problemKeys[code])}${found === undefined ? '' : `（${valueWords(found)}）`}`
}
