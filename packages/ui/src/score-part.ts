/** The four parts of a score. It is never one number: what was not looked at is neither earned nor lost. */
export const scoreParts = ['earned', 'lost', 'notAssessed', 'notApplicable'] as const
export type ScorePart = (typeof scoreParts)[number]

export type FourParts = Readonly<Record<ScorePart, number>>

/** What an item's verdict can be on a screen; a veto is its own state, redder than a lost point. */
export type ScoreState = ScorePart | 'veto'

/**
 * Sum of the parts that count towards the full mark. What does not apply is shown beside it, never inside it.
 * Rounded to a thousandth: points are decimal fractions, and 0.1 + 0.2 must not print as 0.30000000000000004.
 */
export function fullMark(parts: FourParts): number {
  return Math.round((parts.earned + parts.lost + parts.notAssessed) * 1000) / 1000
}
