/**
 * Findings that cost alike: so much each, and together never more than `atMost`. A clause that is lost by whichever
 * finding comes first is a group whose first finding costs as much as all of them.
 */
export interface CostGroup {
  readonly findings: number
  /** Whole units, more than none. */
  readonly each: number
  readonly atMost: number
}

/** What a group takes from an item by itself. */
export function costOf({ findings, each, atMost }: CostGroup): number {
  return Math.min(findings * each, atMost)
}

/** What all of them take together: the item has no more than `cap` to lose. */
export function lossOf(groups: readonly CostGroup[], cap: number): number {
  return Math.min(
    cap,
    groups.reduce((sum, group) => sum + costOf(group), 0),
  )
}

/**
 * The Shapley value of one finding of each group: what it adds to the loss, averaged over every order in which the
 * findings may be seen.
 *
 * Within a group all cost alike, so where groups do not meet at the cap each takes an equal part of its group's
 * cost. Where they do, the average is an integral: every other finding has been seen before with chance q, and q is
 * any number from 0 to 1 (Owen's multilinear extension). The integrand is a polynomial whose degree is the number of
 * other findings, so Gauss-Legendre with half as many nodes is exact, and the work does not grow with the number of
 * orders.
 */
export function shapleyOf(groups: readonly CostGroup[], cap: number): number[] {
  const alone = groups.map((group) => (group.findings === 0 ? 0 : costOf(group) / group.findings))
  const present = groups.filter(({ findings }) => findings > 0)
  const sum = present.reduce((total, group) => total + costOf(group), 0)
  if (sum <= cap) return alone
  const [only, ...others] = present
  if (only !== undefined && others.length === 0)
    return groups.map(({ findings }) => (findings === 0 ? 0 : cap / findings))
  const unit = present.reduce((common, { each, atMost }) => divisor(divisor(common, each), atMost), cap)
  const scaled = groups.map(({ findings, each, atMost }) => ({
    findings,
    each: each / unit,
    atMost: Math.min(atMost, cap) / unit,
  }))
  const count = present.reduce((total, { findings }) => total + findings, 0)
  const values = groups.map(() => 0)
  for (const { node, weight } of nodesOf(Math.ceil(count / 2))) {
    for (const [index, group] of scaled.entries()) {
      if (group.findings === 0) continue
      const before = scaled
        .filter((_, other) => other !== index)
        .reduce((taken, other) => add(taken, costs(other, other.findings, node)), certainNothing(cap / unit))
      const own = costs(group, group.findings - 1, node)
      values[index] = (values[index] ?? 0) + weight * unit * expectedGain(before, own, group)
    }
  }
  return values
}

/** So unlikely that all such cases together move no share by a millionth. */
const negligible = 1e-16

/** Chances of every total, in units; the last is "the cap or more". */
type Chances = Float64Array

function certainNothing(cap: number): Chances {
  const chances = new Float64Array(cap + 1)
  chances[0] = 1
  return chances
}

/** What a group has cost when each of `findings` has been seen with chance q: costs with their chances. */
function costs(
  { each, atMost }: CostGroup,
  findings: number,
  q: number,
): readonly { readonly cost: number; readonly chance: number }[] {
  const list: { cost: number; chance: number }[] = []
  let rest = 1
  let logChance = findings * Math.log1p(-q)
  const logOdds = Math.log(q) - Math.log1p(-q)
  for (let seen = 0; seen <= findings && seen * each < atMost; seen += 1) {
    const chance = Math.exp(logChance)
    rest -= chance
    if (chance > negligible) list.push({ cost: seen * each, chance })
    logChance += logOdds + Math.log((findings - seen) / (seen + 1))
  }
  if (findings * each >= atMost && rest > negligible) list.push({ cost: atMost, chance: rest })
  return list
}

function add(taken: Chances, more: ReturnType<typeof costs>): Chances {
  const cap = taken.length - 1
  const sums = new Float64Array(cap + 1)
  for (let before = 0; before <= cap; before += 1) {
    const likely = taken[before] ?? 0
    if (likely < negligible) continue
    for (const { cost, chance } of more) {
      const sum = Math.min(cap, before + cost)
      sums[sum] = (sums[sum] ?? 0) + likely * chance
    }
  }
  return sums
}

/** What one more finding of the group adds on average; where the cap is reached it adds nothing. */
function expectedGain(before: Chances, own: ReturnType<typeof costs>, { each, atMost }: CostGroup): number {
  const cap = before.length - 1
  let gain = 0
  for (const { cost, chance } of own) {
    const next = Math.min(atMost, cost + each)
    if (next === cost) continue
    for (let taken = 0; taken + cost < cap; taken += 1)
      gain += chance * (before[taken] ?? 0) * (Math.min(cap, taken + next) - (taken + cost))
  }
  return gain
}

function divisor(one: number, other: number): number {
  return other === 0 || !Number.isFinite(other) ? one : divisor(other, one % other)
}

/** Nodes and weights of Gauss-Legendre on 0 to 1: roots of the Legendre polynomial, found by Newton's steps. */
function nodesOf(count: number): { readonly node: number; readonly weight: number }[] {
  return Array.from({ length: count }, (_, index) => {
    let x = Math.cos((Math.PI * (index + 0.75)) / (count + 0.5))
    let slope = 1
    for (let step = 0; step < 100; step += 1) {
      let [value, before] = [1, 0]
      for (let degree = 1; degree <= count; degree += 1)
        [value, before] = [((2 * degree - 1) * x * value - (degree - 1) * before) / degree, value]
      slope = (count * (x * value - before)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) < 1e-15) break
    }
    return { node: (1 + x) / 2, weight: 1 / ((1 - x * x) * slope * slope) }
  })
}
