import type { Day } from '../day.ts'
import type { BuildKind } from './garden-rule.ts'
import { sumOf, type Milli } from './milli.ts'

/** What the city has set: so much of something until a day. */
export interface Target {
  readonly amount: Milli
  readonly startsOn: Day
  readonly dueOn: Day
}

export const partKinds = ['street', 'project'] as const
export type PartKind = (typeof partKinds)[number]

/**
 * What the figures of a target speak of, kept apart for ever: done on the ground
 * as reported, or to be seen on an image of a given day. What is planned stands
 * in the target and its parts.
 */
export const progressFigures = ['built', 'visible'] as const
export type ProgressFigure = (typeof progressFigures)[number]

/** A place where an amount was read off an image, and the day of that image. */
export interface Seen {
  readonly amount: Milli
  readonly on: Day
}

/** A street's share or a named project, with what was reported for it. */
export interface Part {
  readonly id: string
  readonly kind: PartKind
  /** Null: a project of the whole district. */
  readonly streetId: string | null
  readonly planned: Milli
  /** Sum of the entries; what was built stays built. */
  readonly built: Milli
  /** The latest image wins: it shows a state, not an increase. */
  readonly seen: Seen | null
  /** Only where the target counts garden-style units or residential areas. */
  readonly build: BuildKind | null
  readonly greenRate: number | null
}

export interface Breakdown {
  readonly parts: number
  readonly sum: Milli
  /** Sum less target: shown, never scaled away. */
  readonly difference: Milli
}

/** How far the streets' shares, or the named projects, cover the target. */
export function breakdownOf({ amount }: Target, parts: readonly Part[], kind: PartKind): Breakdown {
  const ofKind = parts.filter((part) => part.kind === kind)
  const sum = sumOf(ofKind.map(({ planned }) => planned))
  return { parts: ofKind.length, sum, difference: sum - amount }
}

export interface Visible {
  readonly amount: Milli
  /** Parts that somebody has looked for on an image. */
  readonly parts: number
  /** Days of the oldest and the newest image. */
  readonly from: Day
  readonly to: Day
}

export interface Figures {
  readonly planned: Milli
  readonly built: Milli
  /** Null where nobody has looked, which is not the same as nothing to be seen. */
  readonly visible: Visible | null
}

export function builtOf(parts: readonly Part[]): Milli {
  return sumOf(parts.map(({ built }) => built))
}

export function visibleOf(parts: readonly Part[]): Visible | null {
  const seen = parts.flatMap((part) => part.seen ?? [])
  const [first, ...others] = seen
  if (first === undefined) return null
  let [from, to] = [first.on, first.on]
  for (const { on } of others) {
    if (on < from) from = on
    if (on > to) to = on
  }
  return { amount: sumOf(seen.map(({ amount }) => amount)), parts: seen.length, from, to }
}

/**
 * A street's figures: what was reported for its share and for the projects on
 * its ground. Planned is its share; only where it was given none, the sum of
 * its projects.
 */
export function figuresOfStreet(parts: readonly Part[], streetId: string | null): Figures {
  const own = parts.filter((part) => part.streetId === streetId)
  const shares = own.filter(({ kind }) => kind === 'street')
  return {
    planned: sumOf((shares.length > 0 ? shares : own).map(({ planned }) => planned)),
    built: builtOf(own),
    visible: visibleOf(own),
  }
}

/** The streets that have part in a target, in the order given, the district's own projects last. */
export function streetsOf(
  parts: readonly Part[],
  order: readonly string[],
): readonly { readonly streetId: string | null; readonly figures: Figures }[] {
  const involved = new Set(parts.map(({ streetId }) => streetId))
  return [...order, null]
    .filter((streetId) => involved.has(streetId))
    .map((streetId) => ({ streetId, figures: figuresOfStreet(parts, streetId) }))
}
