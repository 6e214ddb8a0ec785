import { changesBetween, type FieldChange } from '../standard/pack-diff.ts'
import type { Handbook } from './handbook.ts'

export const handbookParts = ['kind', 'checklist', 'entry', 'settings'] as const
export type HandbookPart = (typeof handbookParts)[number]

/** What differs in one part of a handbook between two versions. */
export interface HandbookChange {
  readonly part: HandbookPart
  /** Of the kind, checklist or line; `settings` for what stands outside those lists. */
  readonly id: string
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

interface Part {
  readonly part: HandbookPart
  readonly id: string
  readonly name: string
  readonly content: unknown
}

/** What differs between two versions, in the order of the later one; what went stands at the end. */
export function diffHandbooks(before: Handbook, after: Handbook): readonly HandbookChange[] {
  const olds = new Map(partsOf(before).map((each) => [`${each.part} ${each.id}`, each]))
  const news = partsOf(after)
  const kept = new Set(news.map(({ part, id }) => `${part} ${id}`))
  const fresh = news.flatMap(({ content, ...head }): readonly HandbookChange[] => {
    const old = olds.get(`${head.part} ${head.id}`)
    if (old === undefined) return [{ ...head, change: 'added', fields: [] }]
    const fields = changesBetween(old.content, content)
    return fields.length === 0 ? [] : [{ ...head, change: 'changed', fields }]
  })
  const gone = [...olds].flatMap(([key, { content: _, ...head }]): readonly HandbookChange[] =>
    kept.has(key) ? [] : [{ ...head, change: 'removed', fields: [] }],
  )
  return [...fresh, ...gone]
}

function partsOf({ kinds, checklists, ...settings }: Handbook): readonly Part[] {
  return [
    ...kinds.map((kind): Part => ({ part: 'kind', id: kind.id, name: kind.name, content: kind })),
    ...checklists.flatMap(({ entries, ...checklist }): readonly Part[] => [
      { part: 'checklist', id: checklist.id, name: checklist.name, content: checklist },
      ...entries.map((entry): Part => ({
        part: 'entry',
        id: entry.id,
        name: entry.text,
        // A line that moves to another checklist has changed.
        content: { ...entry, checklist: checklist.id },
      })),
    ]),
    { part: 'settings', id: 'settings', name: '', content: settings },
  ]
}
