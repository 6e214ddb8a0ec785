/** The four parts of a score. It is never one number: what was not looked at is neither earned nor lost. */
export const scoreParts = ['earned', 'lost', 'notAssessed', 'notApplicable'] as const
export type ScorePart = (typeof scoreParts)[number]

export type FourParts = Readonly<Record<ScorePart, number>>

/** What an item's verdict can be on a screen; a veto is its own state, redder than a lost point. */
export type ScoreState = 'earned' | 'lost' | 'not-assessed' | 'not-applicable' | 'veto'

/**
 * Sum of the four parts, rounded to a thousandth: points are decimal fractions, and 0.1 + 0.2 must not print as
 * 0.30000000000000004.
 */
export function sumOf(parts: FourParts): number {
  return Math.round(scoreParts.reduce((sum, part) => sum + parts[part], 0) * 1000) / 1000
}
