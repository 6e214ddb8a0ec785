import type { PartChange } from '@chuangyuan/contract/pack'
import { rowsOf, type Pack } from '@chuangyuan/domain/standard/pack'
import { changesBetween, diffPacks } from '@chuangyuan/domain/standard/pack-diff'

/** What differs between two packs, part by part, in printed order of the later one. */
export function changesOf(before: Pack, after: Pack): PartChange[] {
  const diff = diffPacks(before, after)
  const olds = headsOf(before)
  const news = headsOf(after)
  const changed = new Map(diff.changed.map((each) => [each.after, each]))
  const added = new Set(diff.added)
  const rows = [...news.values()].flatMap((head): PartChange[] => {
    if (added.has(head.id)) return [{ part: 'row', change: 'added', fields: [], ...head }]
    const change = changed.get(head.id)
    if (change === undefined) return []
    const was = change.before === change.after ? {} : { was: change.before }
    return [{ part: 'row', change: 'changed', fields: [...change.fields], ...head, ...was }]
  })
  const removed = diff.removed.map((id): PartChange => ({
    part: 'row',
    change: 'removed',
    fields: [],
    ...(olds.get(id) ?? { id, name: id }),
  }))
  const whole: PartChange[] =
    diff.whole.length === 0
      ? []
      : [{ part: 'pack', id: after.id, name: after.title, change: 'changed', fields: [...diff.whole] }]
  return [
    ...whole,
    ...rows,
    ...removed,
    ...listChanges('quantity', before.quantities, after.quantities, ({ name }) => name),
    ...listChanges('source', before.sources, after.sources, ({ title }) => title),
  ]
}

function headsOf(pack: Pack): ReadonlyMap<string, { id: string; name: string; number?: string }> {
  return new Map(
    rowsOf(pack).map(({ row: { id, name, number } }) => [
      id,
      { id, name, ...(number === undefined ? {} : { number }) },
    ]),
  )
}

function listChanges<Each extends { readonly id: string }>(
  part: PartChange['part'],
  before: readonly Each[],
  after: readonly Each[],
  nameOf: (each: Each) => string,
): PartChange[] {
  const kept = new Set(after.map(({ id }) => id))
  return [
    ...after.flatMap((each): PartChange[] => {
      const head = { part, id: each.id, name: nameOf(each) }
      const old = before.find(({ id }) => id === each.id)
      if (old === undefined) return [{ ...head, change: 'added', fields: [] }]
      const fields = changesBetween(old, each)
      return fields.length === 0 ? [] : [{ ...head, change: 'changed', fields: [...fields] }]
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((each): PartChange => ({
        part,
        id: each.id,
        name: nameOf(each),
        change: 'removed',
        fields: [],
      })),
  ]
}
