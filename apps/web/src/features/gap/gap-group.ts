import type { AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import type { ScoreBook } from '../standard/public.ts'

export const gapOrders = ['unit', 'heading', 'street'] as const

export interface GapGroup {
  readonly key: string
  /** Undefined: nobody leads these. */
  readonly name: string | undefined
  readonly items: readonly AssessedItem[]
}

/** What is to be closed: lost first, and before those what decides everything; then what nobody has assessed. */
export function gapsOf({ assessment }: Pick<ScoreBook, 'assessment'>): readonly AssessedItem[] {
  return assessment.rows
    .filter(({ verdict, bonus }) => bonus === undefined && (verdict === 'lost' || verdict === 'not-assessed'))
    .toSorted((a, b) => rank(a) - rank(b))
}

function rank({ entryGate, veto, verdict }: AssessedItem): number {
  return (verdict === 'lost' ? 0 : 2) + (entryGate === 'none' && veto === 'none' ? 1 : 0)
}

/**
 * One group for each leading unit, in protocol order; what nobody leads comes first, for nobody else will read it.
 * An item that several units lead stands with each of them.
 */
export function groupByUnit(
  items: readonly AssessedItem[],
  book: Pick<ScoreBook, 'leads'>,
): readonly GapGroup[] {
  const units = new Map<string, { rank: number; group: { name: string; items: AssessedItem[] } }>()
  const nobody: AssessedItem[] = []
  for (const item of items) {
    const leads = book.leads(item.row)
    if (leads.length === 0) nobody.push(item)
    for (const { unitId, unit, order } of leads) {
      const known = units.get(unitId)
      if (known === undefined) units.set(unitId, { rank: order, group: { name: unit, items: [item] } })
      else known.group.items.push(item)
    }
  }
  return [
    ...(nobody.length === 0 ? [] : [{ key: '', name: undefined, items: nobody }]),
    ...[...units]
      .toSorted(([, a], [, b]) => a.rank - b.rank)
      .map(([key, { group }]) => ({ key, name: group.name, items: group.items })),
  ]
}

/** One group for each top heading that has gaps, in the order of the standard. */
export function groupByHeading(
  items: readonly AssessedItem[],
  { assessment }: Pick<ScoreBook, 'assessment'>,
): readonly GapGroup[] {
  return assessment.headings
    .filter(({ under }) => under.length === 0)
    .flatMap(({ row, number, name }) => {
      const held = items.filter(({ under }) => under[0] === row)
      return held.length === 0
        ? []
        : [{ key: row, name: number === undefined ? name : `${number} ${name}`, items: held }]
    })
}
