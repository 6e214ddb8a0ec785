import type { AssessedHeading, AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import { groupBy } from './group-by.ts'

/** Consecutive items under the same heading, and how deep that heading stands. */
export interface ItemSection {
  /** Undefined for items that stand under no heading. */
  readonly heading: AssessedHeading | undefined
  readonly depth: number
  readonly items: readonly AssessedItem[]
}

/**
 * The printed order of the standard, without headings of which nothing is shown. A heading that only holds
 * headings stays, so that a reader sees where the items belong.
 */
export function itemSections(
  headings: readonly AssessedHeading[],
  items: readonly AssessedItem[],
): readonly ItemSection[] {
  const under = groupBy(items, (item) => item.under.at(-1))
  const needed = new Set(items.flatMap((item) => item.under))
  const loose = under.get(undefined) ?? []
  return [
    ...(loose.length === 0 ? [] : [{ heading: undefined, depth: 0, items: loose }]),
    ...headings
      .filter(({ row }) => needed.has(row))
      .map((heading) => ({
        heading,
        depth: heading.under.length,
        items: under.get(heading.row) ?? [],
      })),
  ]
}
