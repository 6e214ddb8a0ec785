import type { Instant } from '../day.ts'
import type { Verb } from '../identity/role.ts'
import { accept, refuse, type Result } from '../result.ts'

/** The papers (公文) of a campaign office. */
export const paperKinds = [
  'notice',
  'supervision-order',
  'circular',
  'daily',
  'weekly',
  'red-black-list',
  'rectification-list',
  'site-sheet',
  'minutes',
] as const
export type PaperKind = (typeof paperKinds)[number]

/** 拟稿 → 审核 → 签发 → 印发. What is issued never changes again. */
export const paperStages = ['drafted', 'in-review', 'to-sign', 'signed', 'issued', 'withdrawn'] as const
export type PaperStage = (typeof paperStages)[number]

export const paperActions = ['submit', 'pass', 'return', 'sign', 'issue', 'withdraw'] as const
export type PaperAction = (typeof paperActions)[number]

/** Who took a step, and when. */
export interface Step {
  readonly action: PaperAction | 'draft'
  readonly by: string
  readonly at: Instant
  readonly words: string
}

/** A paper on its way; `steps` begins with the draft and only grows. */
export interface PaperFlow {
  readonly stage: PaperStage
  readonly steps: readonly [Step, ...Step[]]
}

export type PaperRefusal =
  | { readonly code: 'paper.not-at-this-stage'; readonly stage: PaperStage; readonly action: PaperAction }
  /** The one who wrote it neither reviews nor signs it. */
  | { readonly code: 'paper.own-draft' }
  | { readonly code: 'paper.reason-missing' }

const moves: Record<PaperAction, { readonly from: readonly PaperStage[]; readonly to: PaperStage }> = {
  submit: { from: ['drafted'], to: 'in-review' },
  pass: { from: ['in-review'], to: 'to-sign' },
  return: { from: ['in-review', 'to-sign'], to: 'drafted' },
  sign: { from: ['to-sign'], to: 'signed' },
  issue: { from: ['signed'], to: 'issued' },
  withdraw: { from: ['drafted', 'in-review', 'to-sign', 'signed'], to: 'withdrawn' },
}

/** Whoever holds one of these may take the step. */
export const verbsFor: Readonly<Record<PaperAction, readonly Verb[]>> = {
  submit: ['paper.draft'],
  pass: ['paper.review'],
  return: ['paper.review', 'paper.sign'],
  sign: ['paper.sign'],
  issue: ['paper.draft'],
  withdraw: ['paper.draft'],
}

/** Steps that say why. */
export function needsReason(action: PaperAction): boolean {
  return action === 'return' || action === 'withdraw'
}

export function actionsAt(stage: PaperStage): readonly PaperAction[] {
  return paperActions.filter((action) => moves[action].from.includes(stage))
}

/** One step of a paper. A return and a withdrawal say why; who drafted neither passes nor signs. */
export function advance(
  paper: PaperFlow,
  { action, by, at, words }: Step & { readonly action: PaperAction },
): Result<PaperFlow, PaperRefusal> {
  const { from, to } = moves[action]
  if (!from.includes(paper.stage))
    return refuse({ code: 'paper.not-at-this-stage', stage: paper.stage, action })
  if ((action === 'pass' || action === 'sign') && by === paper.steps[0].by)
    return refuse({ code: 'paper.own-draft' })
  if (needsReason(action) && words.trim() === '') return refuse({ code: 'paper.reason-missing' })
  return accept({ stage: to, steps: [...paper.steps, { action, by, at, words }] })
}

/** Where numbers are taken from: one row of them per mark and year, without gap or repeat. */
export interface Series {
  /** 机关代字 as `创园办`; for a brief, its name. */
  readonly mark: string
  /** `number` 创园办〔2026〕3号, `issue` 第3期. */
  readonly style: 'number' | 'issue'
}

/**
 * The document number as it is printed: six-corner brackets, full year, no leading zero, no 第
 * (GB/T 9704-2012, 7.2.5).
 */
export function numberText({ mark, style }: Series, year: number, number: number): string {
  return style === 'number' ? `${mark}〔${String(year)}〕${String(number)}号` : `第${String(number)}期`
}
