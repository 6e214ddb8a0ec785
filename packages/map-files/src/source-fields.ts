import type { Attributes } from '@chuangyuan/geo/layer'
import { distinctCap, type FieldType, type SourceField } from './source-layer.ts'

export type DeclaredTypes = ReadonlyMap<string, FieldType>

type Value = Attributes[string]

class FieldCount {
  readonly distinct = new Set<string | number>()
  readonly examples: string[] = []
  filled = 0
  numbers = 0
  days = 0

  take(value: NonNullable<Value>): void {
    this.filled++
    if (typeof value === 'number') this.numbers++
    else if (/^\d{4}-\d{2}-\d{2}/.test(value)) this.days++
    if (this.distinct.size >= distinctCap || this.distinct.has(value)) return
    this.distinct.add(value)
    if (this.examples.length < 5) this.examples.push(String(value))
  }

  type(): FieldType {
    if (this.filled === 0) return 'text'
    if (this.numbers === this.filled) return 'number'
    return this.days === this.filled ? 'day' : 'text'
  }
}

/** What a person needs to recognise a column: its name, its kind and a few of its values. */
export function fieldsOf(attributes: readonly Attributes[], declared: DeclaredTypes): readonly SourceField[] {
  const counts = new Map<string, FieldCount>()
  for (const name of declared.keys()) counts.set(name, new FieldCount())
  for (const row of attributes) {
    for (const name in row) {
      const value = row[name]
      let count = counts.get(name)
      if (count === undefined) counts.set(name, (count = new FieldCount()))
      if (value !== null && value !== undefined && value !== '') count.take(value)
    }
  }
  return [...counts].map(([name, count]) => ({
    name,
    type: declared.get(name) ?? count.type(),
    examples: count.examples,
    distinctCount: count.distinct.size,
    emptyCount: attributes.length - count.filled,
  }))
}

/** Every value of a field with how often it occurs, most frequent first, for the screen that maps green classes. */
export function valueCounts(
  attributes: readonly Attributes[],
  field: string,
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>()
  for (const row of attributes) {
    const value = row[field]
    if (value === null || value === undefined || value === '') continue
    const text = String(value)
    counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
}
