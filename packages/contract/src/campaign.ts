import { applicantKinds, regions } from '@chuangyuan/domain/standard/applicant'
import { carryOverReasons, decisions } from '@chuangyuan/domain/standard/carry-over'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { day, id, instant } from './wire.ts'

const packKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
const packVersion = z.int().min(0)
const tier = z.string().min(1).max(80)

/** What chooses the thresholds. What is left out is not known, and a variant that needs it stays open. */
export const profile = z.object({
  kind: z.enum(applicantKinds),
  /** Persons in the built-up area. */
  population: z.int().positive().max(100_000_000).exactOptional(),
  region: z.enum(regions).exactOptional(),
  /** Construction land per head, m². */
  landPerHead: z.number().positive().max(10_000).exactOptional(),
  /** Share of historic quarters in the built-up area, percent. */
  historicShare: z.number().min(0).max(100).exactOptional(),
  /** Mean annual rainfall, mm. */
  rainfall: z.number().min(0).max(20_000).exactOptional(),
})

const details = {
  name: z.string().trim().min(2).max(80),
  tier: tier.nullable(),
  profile,
  inspectionOn: day.nullable(),
}

export const campaign = z.object({
  id,
  ...details,
  packKey: z.string(),
  packVersion: z.int(),
  packTitle: z.string(),
  isCurrent: z.boolean(),
  createdAt: instant,
})
export type Campaign = z.output<typeof campaign>

const params = z.object({ campaignId: id })

export const listCampaigns = operation({
  id: 'campaign.list',
  method: 'GET',
  path: '/api/campaigns',
  summary: '创建活动；当前活动排在最前',
  policy: withVerb('score.read'),
  reply: z.array(campaign),
})

export const getCurrentCampaign = operation({
  id: 'campaign.current',
  method: 'GET',
  path: '/api/campaigns/current',
  summary: '当前创建活动；尚未建立时为空',
  policy: withVerb('score.read'),
  reply: z.object({ campaign: campaign.nullable() }),
})

export const createCampaign = operation({
  id: 'campaign.create',
  method: 'POST',
  path: '/api/campaigns',
  summary: '新建创建活动；本区第一个活动即为当前活动',
  policy: withVerb('campaign.edit'),
  body: z.object({ ...details, packKey, packVersion, isCurrent: z.boolean() }),
  reply: campaign,
  refusals: ['request.not-found', 'campaign.tier-unknown'],
})

export const editCampaign = operation({
  id: 'campaign.edit',
  method: 'PUT',
  path: '/api/campaigns/:campaignId',
  summary: '修改创建活动；换标准包版本另有“换用标准”一步',
  policy: withVerb('campaign.edit'),
  params,
  body: z.object({ ...details, isCurrent: z.boolean() }),
  reply: campaign,
  refusals: ['request.not-found', 'campaign.tier-unknown', 'campaign.one-must-be-current'],
})

const row = z.string().min(1).max(120)

/** What a question of a change of standard is about. */
export const carriedThing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), row, clause: z.string().max(120) }),
  z.object({ kind: z.literal('figure'), quantity: row }),
  /** What was said of a row that has no clauses: no incident, a title held, a document at hand. */
  z.object({ kind: z.literal('statement'), row }),
  z.object({ kind: z.literal('duty'), row }),
])
export type CarriedThing = z.output<typeof carriedThing>

const fieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})

/** Something that does not simply move to the other pack. */
export const carryQuestion = z.object({
  about: carriedThing,
  /** Printed number and name of the row or the quantity. */
  name: z.string(),
  reason: z.enum(carryOverReasons),
  to: z.array(z.object({ id: z.string(), name: z.string() })),
  changes: z.array(fieldChange),
  choices: z.array(z.enum(decisions)),
})
export type CarryQuestion = z.output<typeof carryQuestion>

export const previewSwitch = operation({
  id: 'campaign.previewSwitch',
  method: 'GET',
  path: '/api/campaigns/:campaignId/switch',
  summary: '换用标准前的预览：哪些照旧带过去，哪些已变、须决定保留、重答或作废',
  policy: withVerb('campaign.edit'),
  params,
  query: z.object({ packKey, packVersion: z.coerce.number().int().min(0) }),
  reply: z.object({
    /** What moves by itself. */
    answers: z.int(),
    figures: z.int(),
    duties: z.int(),
    questions: z.array(carryQuestion),
    /** Rows of the other pack that are new, and rows of this one that nothing replaces. */
    added: z.array(z.object({ id: z.string(), name: z.string() })),
    removed: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
  refusals: ['request.not-found', 'campaign.same-pack'],
})

export const switchRecord = z.object({
  id,
  fromPack: z.string(),
  fromVersion: z.int(),
  toPack: z.string(),
  toVersion: z.int(),
  switchedBy: z.string().nullable(),
  switchedAt: instant,
  undoneAt: instant.nullable(),
  answersCarried: z.int(),
  answersAsked: z.int(),
  answersDropped: z.int(),
  dutiesCarried: z.int(),
  figuresSetAside: z.int(),
})

export const switchPack = operation({
  id: 'campaign.switch',
  method: 'POST',
  path: '/api/campaigns/:campaignId/switch',
  summary: '换用标准包版本：责任、答复、数据按对应关系带过去，可原样换回',
  policy: withVerb('campaign.edit'),
  params,
  body: z.object({
    packKey,
    packVersion,
    tier: tier.nullable(),
    /** One for every question of the preview. `to` where there are several heirs. */
    decisions: z
      .array(z.object({ about: carriedThing, decision: z.enum(decisions), to: row.optional() }))
      .max(5_000),
  }),
  reply: switchRecord,
  refusals: ['request.not-found', 'campaign.same-pack', 'campaign.tier-unknown', 'campaign.decision-missing'],
})

export const listSwitches = operation({
  id: 'campaign.listSwitches',
  method: 'GET',
  path: '/api/campaigns/:campaignId/switches',
  summary: '换用标准的记录，最近的在前',
  policy: withVerb('score.read'),
  params,
  reply: z.array(switchRecord),
  refusals: ['request.not-found'],
})

export const undoSwitch = operation({
  id: 'campaign.undoSwitch',
  method: 'POST',
  path: '/api/campaigns/:campaignId/switches/:switchId/undo',
  summary: '换回上一次的标准包版本，恢复当时的答复；只能撤回最近一次',
  policy: withVerb('campaign.edit'),
  params: z.object({ campaignId: id, switchId: id }),
  reply: switchRecord,
  refusals: ['request.not-found', 'campaign.not-last-switch'],
})

/** What was answered under the pack before and has to be answered again, until it is. */
export const listFormerAnswers = operation({
  id: 'campaign.listFormerAnswers',
  method: 'GET',
  path: '/api/campaigns/:campaignId/former-answers',
  summary: '换用标准后须重新答复的条目，附原来的答复',
  policy: withVerb('score.read'),
  params,
  reply: z.array(
    z.object({
      row: z.string(),
      clause: z.string(),
      answer: z.unknown(),
      note: z.string(),
      answeredOn: day,
    }),
  ),
  refusals: ['request.not-found'],
})
