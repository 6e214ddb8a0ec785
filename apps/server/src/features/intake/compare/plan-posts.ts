import type { FactRow } from '../fact-row.ts'
import type { Comparison, Reading, SheetValues } from './comparison.ts'
import { nameKey } from './names.ts'

interface Planned {
  readonly postId: string
  /** Known already: the row names who holds the post today. */
  readonly personId?: string
}

/**
 * Which post each row means. Rows that name today's holder keep the post; of what remains, a vacant post is filled,
 * and one post left with one row left is a change of holder: the responsibilities stay with the post and pass to
 * the new person.
 */
export function planPosts(
  { draft, names, phones }: Comparison,
  reading: Reading<'peoplePosts'>,
): ReadonlyMap<number, Planned> {
  const planned = new Map<number, Planned>()
  const posts = Map.groupBy(draft.rows('posts'), (post) => groupOf(post.unit_id, post.title))
  const rows = Map.groupBy(
    reading.rows.flatMap((row) => {
      const unit = row.ok ? names.unit(row.values.unit) : undefined
      return row.ok && unit?.ok === true
        ? [{ rowNumber: row.rowNumber, values: row.values, group: groupOf(unit.value, row.values.post) }]
        : []
    }),
    ({ group }) => group,
  )
  const isHolder = (
    post: FactRow<'posts'>,
    { name, mobile }: SheetValues<'peoplePosts'>,
    exactly: boolean,
  ) => {
    const person = post.person_id === null ? undefined : draft.row('people', post.person_id)
    if (person === undefined || nameKey(person.name) !== nameKey(name)) return false
    return !exactly || (mobile !== undefined && phones.read(person) === mobile)
  }
  for (const [group, members] of rows) {
    const free = new Set((posts.get(group) ?? []).toSorted((a, b) => a.sort_order - b.sort_order))
    // Namesakes in the same post are told apart by their telephone first.
    for (const exactly of [true, false]) {
      for (const { rowNumber, values } of members) {
        if (planned.has(rowNumber)) continue
        const post = [...free].find((each) => isHolder(each, values, exactly))
        if (post?.person_id === undefined || post.person_id === null) continue
        planned.set(rowNumber, { postId: post.id, personId: post.person_id })
        free.delete(post)
      }
    }
    const left = members.filter(({ rowNumber }) => !planned.has(rowNumber))
    for (const { rowNumber } of left) {
      const vacant = [...free].find(({ person_id }) => person_id === null)
      const [only] = free
      const post = vacant ?? (left.length === 1 && free.size === 1 ? only : undefined)
      if (post === undefined) continue
      planned.set(rowNumber, { postId: post.id })
      free.delete(post)
    }
  }
  return planned
}

function groupOf(unitId: string, title: string): string {
  return `${unitId} ${nameKey(title)}`
}
