import type { CarriedThing, CarryQuestion } from '@chuangyuan/contract/campaign'
import type { Decision } from '@chuangyuan/domain/standard/carry-over'

/** What the reader has chosen for one question so far. */
export interface Chosen {
  decision: Decision | undefined
  to: string | undefined
}

export function keyOf(about: CarriedThing): string {
  return about.kind === 'figure'
    ? `figure ${about.quantity}`
    : `${about.kind} ${about.row} ${about.kind === 'answer' ? about.clause : ''}`
}

export function undecided(questions: readonly CarryQuestion[], chosen: ReadonlyMap<string, Chosen>): number {
  return questions.filter(({ about }) => chosen.get(keyOf(about))?.decision === undefined).length
}

export function decisionsOf(
  questions: readonly CarryQuestion[],
  chosen: ReadonlyMap<string, Chosen>,
): { about: CarriedThing; decision: Decision; to?: string }[] {
  return questions.flatMap(({ about }) => {
    const { decision, to } = chosen.get(keyOf(about)) ?? {}
    return decision === undefined ? [] : [{ about, decision, ...(to === undefined ? {} : { to }) }]
  })
}
