import type { findingBoard } from '@chuangyuan/contract/finding'
import type { ReplyOf } from '@chuangyuan/contract/operation'

type StreetTally = ReplyOf<typeof findingBoard>['byStreet'][number]

/** As many streets as can be read from five metres. */
export const mostStreets = 8

/** All streets in protocol order; of too many those with most to do, still in that order. */
export function shownStreets(streets: readonly StreetTally[], most = mostStreets): readonly StreetTally[] {
  if (streets.length <= most) return streets
  const chosen = new Set(
    streets
      .toSorted((one, other) => other.overdue - one.overdue || other.open - one.open)
      .slice(0, most)
      .map(({ street }) => street.id),
  )
  return streets.filter(({ street }) => chosen.has(street.id))
}
