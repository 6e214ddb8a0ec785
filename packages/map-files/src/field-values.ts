import { roadClasses, type LayerField, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { Attributes } from '@chuangyuan/geo/layer'
import { roadClassOf, treeSidesOf } from './field-guess.ts'
import { greenClasses, greenClassOf } from './green-classes.ts'

/** Which field of the file becomes which of the kind's fields. */
export type FieldSources = Readonly<Partial<Record<LayerField, string>>>

/** A person's words for values that nothing else recognises: of a field, the file's value and what it means; an empty meaning leaves it out. */
export type ValueMeanings = Readonly<Partial<Record<LayerField, Readonly<Record<string, string>>>>>

/**
 * What is wrong with the values of a field.
 *
 * unknown           a value that means nothing to the indicators
 * missing           an empty cell where the indicators need a value
 * read-as-fraction  shares written as 0 … 1, read as percent
 */
export interface FieldProblem {
  readonly field: LayerField
  readonly code: 'unknown' | 'missing' | 'read-as-fraction'
  /** As the file writes it; empty for missing ones. */
  readonly value: string
  readonly count: number
}

/** What a value of a closed list was taken for, and how often it occurs. */
export interface Recognised {
  readonly field: LayerField
  readonly value: string
  readonly meaning: string
  readonly count: number
}

/** Fields whose values come from a closed list, with that list. */
export function meaningsOf(field: LayerField): readonly string[] | undefined {
  switch (field) {
    case 'class2002':
      return greenClasses['2002'].map(({ code }) => code)
    case 'class2017':
      return greenClasses['2017'].map(({ code }) => code)
    case 'class':
      return roadClasses
    case 'treeSides':
      return ['0', '1', '2']
    case 'id':
    case 'code':
    case 'name':
    case 'people':
    case 'width':
    case 'shaded':
    case 'use':
      return undefined
  }
}

/** Without these a feature of the kind counts for nothing in its indicators. */
const needed: Readonly<Partial<Record<LayerKind, readonly LayerField[]>>> = {
  homes: ['people'],
  roads: ['class', 'treeSides', 'shaded'],
  green: ['class2017', 'class2002'],
  'green-under-construction': ['class2017', 'class2002'],
}

type Cell = Attributes[string] | undefined
type Value = string | number | null

/** What a cell means; undefined where it means nothing known. Empty cells are null. */
export function meaningOf(field: LayerField, cell: Cell, meanings: ValueMeanings = {}): Value | undefined {
  if (cell === null || cell === undefined) return null
  const text = String(cell).trim()
  if (text === '') return null
  const told = meanings[field]?.[text]
  if (told !== undefined) return told === '' ? null : typed(field, told)
  switch (field) {
    case 'class2002':
      return greenClassOf(text, '2002')?.code
    case 'class2017':
      return greenClassOf(text, '2017')?.code
    case 'class':
      return roadClassOf(text)
    case 'treeSides':
      return treeSidesOf(text)
    case 'people':
    case 'width':
    case 'shaded':
      return amountOf(text)
    case 'id':
    case 'code':
    case 'name':
    case 'use':
      return text
  }
}

function typed(field: LayerField, told: string): Value | undefined {
  if (field === 'treeSides' || field === 'people' || field === 'width' || field === 'shaded')
    return amountOf(told)
  return told
}

/** 1,200人, 24米, 85％: amounts with what tables write around them. Negative ones mean nothing. */
function amountOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s%米m人]/g, '')
  const amount = Number(plain)
  return plain === '' || !Number.isFinite(amount) || amount < 0 ? undefined : amount
}

/** The file's rows in the words of the kind, and every value that could not be read, with how often it occurs. */
export function readFields(
  kind: LayerKind,
  rows: readonly Attributes[],
  sources: FieldSources,
  meanings: ValueMeanings = {},
): {
  readonly attributes: Attributes[]
  readonly problems: FieldProblem[]
  readonly recognised: Recognised[]
} {
  const mapped = Object.entries(sources) as [LayerField, string][]
  const problems = new Map<string, { -readonly [Key in keyof FieldProblem]: FieldProblem[Key] }>()
  const note = (field: LayerField, code: FieldProblem['code'], value: string) => {
    const key = `${field} ${code} ${value}`
    const known = problems.get(key)
    if (known === undefined) problems.set(key, { field, code, value, count: 1 })
    else known.count++
  }
  const recognised = new Map<string, { -readonly [Key in keyof Recognised]: Recognised[Key] }>()
  const tell = (field: LayerField, value: string, meaning: string) => {
    const known = recognised.get(`${field} ${value}`)
    if (known === undefined) recognised.set(`${field} ${value}`, { field, value, meaning, count: 1 })
    else known.count++
  }
  const closed = new Set(mapped.map(([field]) => field).filter((field) => meaningsOf(field) !== undefined))
  const attributes = rows.map((row) => {
    const read: Record<string, Value> = {}
    for (const [field, source] of mapped) {
      const cell = row[source]
      const value = meaningOf(field, cell, meanings)
      read[field] = value ?? null
      if (value === undefined) note(field, 'unknown', String(cell).trim())
      else if (value !== null && closed.has(field)) tell(field, String(cell).trim(), String(value))
    }
    for (const fields of neededTogether(kind)) {
      if (fields.every((field) => isEmpty(row, sources[field]))) note(fields[0], 'missing', '')
    }
    return read
  })
  const fractions = percentOfFractions(attributes)
  if (fractions > 0)
    problems.set('shaded', { field: 'shaded', code: 'read-as-fraction', value: '', count: fractions })
  const byCount = (a: { count: number }, b: { count: number }) => b.count - a.count
  return {
    attributes,
    problems: [...problems.values()].sort(byCount),
    recognised: [...recognised.values()].sort(byCount),
  }
}

/** One of the two editions' classes is enough; every other needed field stands alone. */
function neededTogether(kind: LayerKind): readonly (readonly [LayerField, ...LayerField[]])[] {
  const fields = needed[kind] ?? []
  const classes = fields.includes('class2017')
  return classes ? [['class2017', 'class2002']] : fields.map((field) => [field])
}

function isEmpty(row: Attributes, source: string | undefined): boolean {
  const cell = source === undefined ? null : row[source]
  return cell === null || cell === undefined || String(cell).trim() === ''
}

/** A column of shares none of which exceeds 1 is written in fractions. Returns how many cells that changed. */
function percentOfFractions(rows: readonly Record<string, Value>[]): number {
  const cells = rows.filter((row) => typeof row['shaded'] === 'number' && row['shaded'] > 0)
  if (cells.length === 0 || cells.some((row) => Number(row['shaded']) > 1)) return 0
  for (const row of cells) row['shaded'] = Number(row['shaded']) * 100
  return cells.length
}
