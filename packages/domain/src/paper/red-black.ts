/** How red and black lists are drawn up; every value is the district's own setting. */
export interface RedBlackRule {
  /** Units looked at again fewer times than this are not ranked. */
  readonly least: number
  /** How many places each list has; a tie at the last place is listed whole. */
  readonly red: number
  readonly black: number
  /** What follows the first, second, third time in a row on the black list; the last holds for all later ones. */
  readonly ladder: readonly [string, ...string[]]
}

/** A unit's independent second looks (回头看): how many, and how many found the problem undone. */
export interface UnitLooks {
  readonly unitId: string
  readonly lookedAt: number
  readonly undone: number
  /** Times in a row that the unit stood on the black lists before this one. */
  readonly blackBefore: number
}

export interface Ranked extends UnitLooks {
  /** 1 for the best; equal shares have equal places. */
  readonly place: number
}

export interface RedBlackList {
  readonly red: readonly Ranked[]
  readonly black: readonly (Ranked & { readonly consequence: string })[]
  /** Units without enough looks: neither good nor bad. */
  readonly unranked: readonly UnitLooks[]
}

/**
 * Units by the share of looks that found a problem undone: results, not closures, and never persons. Nobody stands
 * on both lists: where everybody did equally well there is no black list, and a unit without a failed look is
 * never black.
 */
export function redBlackList(units: readonly UnitLooks[], rule: RedBlackRule): RedBlackList {
  const rated = units.filter(({ lookedAt }) => lookedAt >= Math.max(1, rule.least))
  const sorted = rated.toSorted((one, other) => compareShares(one, other) || order(one, other))
  const ranked: Ranked[] = sorted.map((unit) => ({
    ...unit,
    place: 1 + sorted.filter((other) => compareShares(other, unit) < 0).length,
  }))
  const lastPlace = (unit: Ranked) => 1 + ranked.filter((other) => compareShares(other, unit) > 0).length
  const black = ranked
    .filter((unit) => unit.undone > 0 && unit.place > 1 && lastPlace(unit) <= rule.black)
    .toReversed()
    .map((unit) => ({ ...unit, consequence: consequenceOf(unit, rule) }))
  const isBlack = new Set(black.map(({ unitId }) => unitId))
  return {
    red: ranked.filter(({ place, unitId }) => place <= rule.red && !isBlack.has(unitId)),
    black,
    unranked: units.filter((unit) => !rated.includes(unit)),
  }
}

/** By cross products, so that equal fractions are equal whatever they were counted from. */
function compareShares(one: UnitLooks, other: UnitLooks): number {
  return one.undone * other.lookedAt - other.undone * one.lookedAt
}

function order(one: UnitLooks, other: UnitLooks): number {
  return one.unitId < other.unitId ? -1 : one.unitId > other.unitId ? 1 : 0
}

function consequenceOf({ blackBefore }: UnitLooks, { ladder }: RedBlackRule): string {
  return ladder[Math.min(blackBefore, ladder.length - 1)] ?? ladder[0]
}
