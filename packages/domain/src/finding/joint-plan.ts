import type { Day, Instant } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import type { FindingDuty } from './finding.ts'

export const jointPlanStages = ['proposed', 'approved'] as const
export type JointPlanStage = (typeof jointPlanStages)[number]

export interface JointShare {
  readonly unitId: string
  readonly what: string
  readonly dueOn: Day
}

export interface JointReply {
  readonly unitId: string
  readonly agreed: boolean
  readonly reason: string
  readonly by: string
  readonly at: Instant
}

/** The joint plan of a finding that needs several departments (协调件): written by the lead, confirmed by each that assists. */
export interface JointPlan {
  readonly stage: JointPlanStage
  readonly unitId: string
  readonly assistingIds: readonly string[]
  readonly shares: readonly JointShare[]
  /** The latest of each unit; a plan written anew is confirmed anew. */
  readonly replies: readonly JointReply[]
}

export type JointPlanRefusal =
  | { readonly code: 'joint-plan.not-joint' }
  | { readonly code: 'joint-plan.approved' }
  | { readonly code: 'joint-plan.unit-outside'; readonly unitId: string }
  | { readonly code: 'joint-plan.not-assisting' }
  | { readonly code: 'joint-plan.reason-missing' }
  | { readonly code: 'joint-plan.not-confirmed'; readonly units: readonly string[] }

export function writeJointPlan(
  before: JointPlan | undefined,
  duty: FindingDuty,
  shares: readonly JointShare[],
): Result<JointPlan, JointPlanRefusal> {
  if (before?.stage === 'approved') return refuse({ code: 'joint-plan.approved' })
  const assistingIds = duty.assisting.map(({ unitId }) => unitId)
  if (assistingIds.length === 0) return refuse({ code: 'joint-plan.not-joint' })
  const outside = shares.find(({ unitId }) => unitId !== duty.unitId && !assistingIds.includes(unitId))
  if (outside !== undefined) return refuse({ code: 'joint-plan.unit-outside', unitId: outside.unitId })
  return accept({ stage: 'proposed', unitId: duty.unitId, assistingIds, shares, replies: [] })
}

export function replyToJointPlan(plan: JointPlan, reply: JointReply): Result<JointPlan, JointPlanRefusal> {
  if (plan.stage === 'approved') return refuse({ code: 'joint-plan.approved' })
  if (!plan.assistingIds.includes(reply.unitId)) return refuse({ code: 'joint-plan.not-assisting' })
  if (!reply.agreed && reply.reason.trim() === '') return refuse({ code: 'joint-plan.reason-missing' })
  const others = plan.replies.filter(({ unitId }) => unitId !== reply.unitId)
  return accept({ ...plan, replies: [...others, reply] })
}

/** The office may overrule a unit that objects or keeps silent, and says why. */
export function approveJointPlan(plan: JointPlan, words: string): Result<JointPlan, JointPlanRefusal> {
  if (plan.stage === 'approved') return refuse({ code: 'joint-plan.approved' })
  const units = unconfirmed(plan)
  if (units.length > 0 && words.trim() === '') return refuse({ code: 'joint-plan.not-confirmed', units })
  return accept({ ...plan, stage: 'approved' })
}

export function unconfirmed({
  assistingIds,
  replies,
}: Pick<JointPlan, 'assistingIds' | 'replies'>): string[] {
  return assistingIds.filter((id) => !replies.some(({ unitId, agreed }) => unitId === id && agreed))
}

/** Whose move it is: an objection goes to the lead and silence to the units before the office is asked. */
export function jointPlanWaitsFor(
  plan: JointPlan,
):
  | { readonly sort: 'confirm'; readonly unitIds: readonly string[] }
  | { readonly sort: 'rewrite' | 'approve' | 'nobody' } {
  if (plan.stage === 'approved') return { sort: 'nobody' }
  if (plan.replies.some(({ agreed }) => !agreed)) return { sort: 'rewrite' }
  const unitIds = unconfirmed(plan)
  return unitIds.length > 0 ? { sort: 'confirm', unitIds } : { sort: 'approve' }
}
