import { parseDay } from '@chuangyuan/domain/day'
import type { Condition, Range } from '@chuangyuan/domain/standard/applicant'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { PackProblemCode } from '@chuangyuan/domain/standard/pack-problem'
import type { Comparator } from '@chuangyuan/domain/standard/requirement'
import { formatDay, formatNumber } from '../../shell/format.ts'
import { t, type MessageKey } from '../../shell/text.ts'

export const comparatorSigns: Readonly<Record<Comparator, string>> = {
  'at-least': '≥',
  'at-most': '≤',
  'more-than': '>',
  'less-than': '<',
  equal: '=',
  between: '',
}

export function versionWords(version: number): string {
  return version === 0 ? t('pack.shipped') : t('pack.corrected', { n: version })
}

/** For whom a number holds: `人口50万至100万 · 秦岭淮河以北`. Empty: for everybody. */
export function conditionWords(pack: Pack, when: Condition | undefined): string {
  if (when === undefined) return ''
  const day = (text: string) => {
    const known = parseDay(text)
    return known === undefined ? text : formatDay(known)
  }
  const parts = [
    when.kind?.map((kind) => t(`pack.applicant.${kind}`)).join('、'),
    when.size === undefined ? undefined : (pack.sizes.find(({ id }) => id === when.size)?.name ?? when.size),
    when.region === undefined ? undefined : t(`pack.regions.${when.region}`),
    rangeWords('pack.landPerHead', when.landPerHead),
    rangeWords('pack.rainfall', when.rainfall),
    rangeWords('pack.historicShare', when.historicShare),
    when.build?.map((build) => t(`pack.build.${build}`)).join('、'),
    when.builtBefore === undefined ? undefined : t('pack.builtBefore', { day: day(when.builtBefore) }),
    when.builtFrom === undefined ? undefined : t('pack.builtFrom', { day: day(when.builtFrom) }),
  ]
  return parts.filter((part) => part !== undefined).join(' · ')
}

function rangeWords(
  name: 'pack.landPerHead' | 'pack.rainfall' | 'pack.historicShare',
  range: Range | undefined,
): string | undefined {
  if (range === undefined) return undefined
  const bounds = [
    ['≥', range.atLeast],
    ['>', range.moreThan],
    ['≤', range.atMost],
    ['<', range.lessThan],
  ] as const
  const stated = bounds.flatMap(([sign, value]) =>
    value === undefined ? [] : [`${sign} ${formatNumber(value)}`],
  )
  return `${t(name)} ${stated.join('，')}`
}

const fieldKeys = [
  'requirement',
  'thresholds',
  'allowances',
  'options',
  'value',
  'upper',
  'tier',
  'tiers',
  'when',
  'size',
  'region',
  'check',
  'status',
  'confidence',
  'sources',
  'by',
  'on',
  'clauses',
  'text',
  'name',
  'number',
  'note',
  'clause',
  'document',
  'place',
  'scoring',
  'full',
  'points',
  'deductions',
  'kind',
  'veto',
  'entryGate',
  'evidence',
  'duty',
  'lead',
  'assisting',
  'methods',
  'quantity',
  'comparator',
  'definition',
  'unit',
  'applicants',
  'excludes',
  'outcome',
  'title',
  'address',
  'standsFor',
  'lookBack',
  'years',
  'decimals',
] as const

const unnamedLists = ['thresholds', 'allowances', 'options', 'applicants', 'excludes', 'sources'] as const

/** A dotted path of a row in words: `requirement.thresholds.0.value` is 阈值 1 · 值. */
export function fieldWords(field: string): string {
  const steps = field.split('.').filter((step) => step !== 'requirement')
  const words: string[] = []
  for (const [at, step] of steps.entries()) {
    const key = fieldKeys.find((known) => known === step)
    // Lists without ids count from 1 for people; an id is shown as it is.
    const counted = unnamedLists.some((list) => list === steps[at - 1]) && /^\d+$/.test(step)
    const word = key === undefined ? (counted ? String(Number(step) + 1) : step) : t(`pack.fields.${key}`)
    if (key === undefined && words.length > 0) words.push(`${words.pop() ?? ''} ${word}`)
    else words.push(word)
  }
  return words.join(' · ')
}

/** One side of a change, short: what is not there is a dash. */
export function valueWords(value: unknown): string {
  if (value === undefined || value === null) return '—'
  if (typeof value === 'number') return formatNumber(value)
  if (value === 'verified' || value === 'unverified') return t(`pack.${value}`)
  if (typeof value === 'string') return value
  if (typeof value === 'object' && 'status' in value) return valueWords(value.status)
  const parts: readonly unknown[] = Array.isArray(value) ? value : []
  const isPlain =
    parts.length > 0 && parts.every((part) => typeof part === 'string' || typeof part === 'number')
  return isPlain ? parts.map(valueWords).join('、') : '…'
}

const problemKeys: Readonly<Record<PackProblemCode, MessageKey>> = {
  'pack.not-an-object': 'pack.problem.notAnObject',
  'pack.field-missing': 'pack.problem.fieldMissing',
  'pack.field-unknown': 'pack.problem.fieldUnknown',
  'pack.type-wrong': 'pack.problem.typeWrong',
  'pack.value-not-allowed': 'pack.problem.notAllowed',
  'pack.value-malformed': 'pack.problem.malformed',
  'pack.value-out-of-range': 'pack.problem.outOfRange',
  'pack.too-few': 'pack.problem.tooFew',
  'pack.id-twice': 'pack.problem.idTwice',
  'pack.row-unknown': 'pack.problem.rowUnknown',
  'pack.quantity-unknown': 'pack.problem.quantityUnknown',
  'pack.source-unknown': 'pack.problem.sourceUnknown',
  'pack.tier-unknown': 'pack.problem.tierUnknown',
  'pack.size-unknown': 'pack.problem.sizeUnknown',
  'pack.unit-mismatch': 'pack.problem.unitMismatch',
  'pack.formula-unreadable': 'pack.problem.formulaUnreadable',
  'pack.formula-circular': 'pack.problem.formulaCircular',
  'pack.upper-missing': 'pack.problem.upperMissing',
  'pack.points-exceed-heading': 'pack.problem.pointsExceed',
}

export interface ShownProblem {
  readonly code: PackProblemCode
  readonly row?: string | undefined
  readonly quantity?: string | undefined
  readonly field: string
  readonly found?: string | undefined
}

/** `base-green-rate：阈值 1 · 值 类型不对（三十三）`. */
export function problemWords({ code, row, quantity, field, found }: ShownProblem): string {
  const place = [row ?? quantity, fieldWords(field)]
    .filter((part) => part !== undefined && part !== '')
    .join('：')
  return `${place} ${t(problemKeys[code])}${found === undefined ? '' : `（${found}）`}`
}
