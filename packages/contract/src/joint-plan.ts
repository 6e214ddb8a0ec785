import { jointPlanStages } from '@chuangyuan/domain/finding/joint-plan'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, instant } from './wire.ts'

const what = z.string().trim().min(1).max(200)
const words = z.string().trim().max(1000)
const ofFinding = { params: z.object({ findingId: id }) }

const plan = z.object({
  stage: z.enum(jointPlanStages),
  unit: named,
  shares: z.array(z.object({ unit: named, what: z.string(), dueOn: day })),
  /** Every unit that assists; `agreed` null until it has answered. */
  replies: z.array(
    z.object({ unit: named, agreed: z.boolean().nullable(), reason: z.string(), at: instant.nullable() }),
  ),
  writtenBy: z.string(),
  writtenAt: instant,
  approvedWords: z.string().nullable(),
})
export type JointPlanOnWire = z.output<typeof plan>

export const showJointPlan = operation({
  id: 'joint-plan.show',
  method: 'GET',
  path: '/api/findings/:findingId/joint-plan',
  summary: '协调件的联合方案：分几步、谁办、哪天办完，哪些协办单位还没有确认',
  policy: withVerb('matter.read'),
  ...ofFinding,
  reply: z.object({
    plan: plan.nullable(),
    /** The lead and those that assist; empty where the finding concerns one unit only. */
    units: z.array(named),
    mayWrite: z.boolean(),
    /** Units for which the account may confirm or object. */
    mayReply: z.array(named),
    mayApprove: z.boolean(),
  }),
  refusals: ['request.not-found'],
})

export const writeJointPlan = operation({
  id: 'joint-plan.write',
  method: 'PUT',
  path: '/api/findings/:findingId/joint-plan',
  summary: '牵头单位写联合方案；重写后各协办单位重新确认',
  policy: withVerb('finding.answer'),
  ...ofFinding,
  body: z.object({
    shares: z
      .array(z.object({ unitId: id, what, dueOn: day }))
      .min(1)
      .max(30),
  }),
  reply: 'nothing',
  refusals: [
    'request.not-found',
    'identity.outside-scope',
    'joint-plan.not-joint',
    'joint-plan.approved',
    'joint-plan.unit-outside',
  ],
})

export const replyToJointPlan = operation({
  id: 'joint-plan.reply',
  method: 'POST',
  path: '/api/findings/:findingId/joint-plan/replies',
  summary: '协办单位确认联合方案，或写明理由提出异议',
  policy: withVerb('finding.answer'),
  ...ofFinding,
  body: z.object({ unitId: id, agreed: z.boolean(), reason: words }),
  reply: 'nothing',
  refusals: [
    'request.not-found',
    'identity.outside-scope',
    'joint-plan.approved',
    'joint-plan.not-assisting',
    'joint-plan.reason-missing',
  ],
})

export const approveJointPlan = operation({
  id: 'joint-plan.approve',
  method: 'POST',
  path: '/api/findings/:findingId/joint-plan/approval',
  summary: '创建办批准联合方案，每一步成为一件交办事项；有单位未确认的须写明理由',
  policy: withVerb('matter.give'),
  ...ofFinding,
  body: z.object({ words }),
  reply: 'nothing',
  refusals: ['request.not-found', 'joint-plan.approved', 'joint-plan.not-confirmed'],
})
