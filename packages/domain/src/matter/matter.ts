import type { Day, Instant } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'

/**
 * Where a matter (交办事项) comes from: a meeting's decision, a commitment made in public (表态), a leader's decision on
 * something blocked, or the office's own order.
 */
export const matterKinds = ['decision', 'commitment', 'leader-decision', 'order'] as const
export type MatterKind = (typeof matterKinds)[number]

export const matterStages = ['open', 'answered', 'done', 'dropped'] as const
export type MatterStage = (typeof matterStages)[number]

export const matterActions = ['note', 'answer', 'accept', 'return', 'postpone', 'drop'] as const
export type MatterAction = (typeof matterActions)[number]

export interface MatterStep {
  readonly action: MatterAction | 'give'
  readonly by: string
  readonly at: Instant
  readonly words: string
  /** The day it was moved to; a postponement only. */
  readonly until?: Day
}

export interface Matter {
  readonly stage: MatterStage
  readonly unitId: string
  readonly dueOn: Day
  /** Begins with the giving and only grows. */
  readonly steps: readonly [MatterStep, ...MatterStep[]]
}

export type MatterRefusal =
  | { readonly code: 'matter.not-at-this-stage'; readonly stage: MatterStage; readonly action: MatterAction }
  | { readonly code: 'matter.words-missing' }
  /** The unit that owes a matter does not say itself that it is settled. */
  | { readonly code: 'matter.own-unit' }
  | { readonly code: 'matter.day-not-later' }

/** Who may take which step: the unit that owes it, or the office that gave it. */
export const sideOf: Readonly<Record<MatterAction, 'unit' | 'office' | 'either'>> = {
  note: 'either',
  answer: 'unit',
  accept: 'office',
  return: 'office',
  postpone: 'office',
  drop: 'office',
}

const moves: Readonly<
  Record<MatterAction, { readonly from: readonly MatterStage[]; readonly to: MatterStage | 'same' }>
> = {
  note: { from: ['open', 'answered'], to: 'same' },
  answer: { from: ['open'], to: 'answered' },
  accept: { from: ['answered'], to: 'done' },
  return: { from: ['answered'], to: 'open' },
  postpone: { from: ['open'], to: 'open' },
  drop: { from: ['open', 'answered'], to: 'dropped' },
}

/** The steps that are open now, for whoever may take them. */
export function matterActionsAt(stage: MatterStage): readonly MatterAction[] {
  return matterActions.filter((action) => moves[action].from.includes(stage))
}

export interface MatterMove {
  readonly action: MatterAction
  readonly by: string
  /** Units that the account stands in. */
  readonly unitIds: readonly string[]
  readonly at: Instant
  readonly words: string
  readonly until?: Day | undefined
}

/** One step of a matter. Every step but an acceptance says something. */
export function moveMatter(
  matter: Matter,
  { action, by, unitIds, at, words, until }: MatterMove,
): Result<Matter, MatterRefusal> {
  const { from, to } = moves[action]
  if (!from.includes(matter.stage))
    return refuse({ code: 'matter.not-at-this-stage', stage: matter.stage, action })
  if (action !== 'accept' && words.trim() === '') return refuse({ code: 'matter.words-missing' })
  if (action === 'accept' && unitIds.includes(matter.unitId)) return refuse({ code: 'matter.own-unit' })
  if (action === 'postpone' && (until === undefined || until <= matter.dueOn))
    return refuse({ code: 'matter.day-not-later' })
  const moved = action === 'postpone' && until !== undefined ? { until } : {}
  return accept({
    ...matter,
    stage: to === 'same' ? matter.stage : to,
    dueOn: moved.until ?? matter.dueOn,
    steps: [...matter.steps, { action, by, at, words, ...moved }],
  })
}

/** Owed and not answered by the end of its day. A postponed one counts from its new day, with the move on record. */
export function isLate({ stage, dueOn }: Pick<Matter, 'stage' | 'dueOn'>, today: Day): boolean {
  return stage === 'open' && dueOn < today
}
