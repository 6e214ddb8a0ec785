/**
 * A score is never one number: earned, lost, not assessed, not applicable. The four add up to the whole.
 */
export interface FourPart {
  readonly earned: number
  readonly lost: number
  readonly notAssessed: number
  readonly notApplicable: number
}

export const nothing: FourPart = { earned: 0, lost: 0, notAssessed: 0, notApplicable: 0 }

/** Points are kept to the thousandth, so that ten dead trees at 0.1 take exactly one point. */
export function exact(points: number): number {
  return Math.round(points * 1000) / 1000
}

export function add(a: FourPart, b: FourPart): FourPart {
  return {
    earned: exact(a.earned + b.earned),
    lost: exact(a.lost + b.lost),
    notAssessed: exact(a.notAssessed + b.notAssessed),
    notApplicable: exact(a.notApplicable + b.notApplicable),
  }
}

export function whole(parts: FourPart): number {
  return exact(parts.earned + parts.lost + parts.notAssessed + parts.notApplicable)
}

export const verdicts = ['earned', 'lost', 'not-assessed', 'not-applicable'] as const
export type Verdict = (typeof verdicts)[number]

export function allIn(verdict: Verdict, amount: number): FourPart {
  switch (verdict) {
    case 'earned':
      return { ...nothing, earned: amount }
    case 'lost':
      return { ...nothing, lost: amount }
    case 'not-assessed':
      return { ...nothing, notAssessed: amount }
    case 'not-applicable':
      return { ...nothing, notApplicable: amount }
  }
}
