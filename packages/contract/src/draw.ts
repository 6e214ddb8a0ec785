import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named, postHolder } from './site.ts'
import { id, instant, workbook } from './wire.ts'

const drawnThings = ['findings', 'sites'] as const
const stratifications = ['street', 'unit'] as const

const drawSummary = z.object({
  id,
  name: z.string(),
  of: z.enum(drawnThings),
  stratifiedBy: z.enum(stratifications),
  /** How many could be drawn, how many are. */
  frame: z.int(),
  sample: z.int(),
  /** SHA-256 of the frame file. */
  frameHash: z.string(),
  frozenAt: instant,
  /** Null until it is announced; then the sample is there. */
  seed: z.string().nullable(),
  seedSource: z.string().nullable(),
  announcedAt: instant.nullable(),
  looked: z.int(),
  passed: z.int(),
})

const shareEstimate = z.object({
  share: z.number(),
  low: z.number(),
  high: z.number(),
  confidence: z.number(),
})

export const draw = drawSummary.extend({
  strata: z.array(
    z.object({
      stratum: z.string(),
      size: z.int(),
      sample: z.int(),
      /** The chance of each row of the stratum to be drawn. */
      probability: z.number(),
      looked: z.int(),
      passed: z.int(),
    }),
  ),
  members: z.array(
    z.object({
      id,
      /** Order of the draw, from 1. */
      place: z.int(),
      stratum: z.string(),
      label: z.string(),
      /** Whose people may not look. */
      dutyUnits: z.array(named),
      looker: postHolder.nullable(),
      passed: z.boolean().nullable(),
      words: z.string(),
      lookedBy: z.string().nullable(),
      lookedAt: instant.nullable(),
    }),
  ),
  /** Of the whole frame; null until all of the sample was looked at. */
  estimate: shareEstimate.nullable(),
})
export type Draw = z.output<typeof draw>

export const listDraws = operation({
  id: 'draw.list',
  method: 'GET',
  path: '/api/draws',
  summary: '回头看抽查',
  policy: withVerb('finding.read'),
  reply: z.array(drawSummary),
})

export const getDraw = operation({
  id: 'draw.get',
  method: 'GET',
  path: '/api/draws/:drawId',
  summary: '一次抽查：总体、抽取概率、种子、样本与结果',
  policy: withVerb('finding.read'),
  params: z.object({ drawId: id }),
  reply: draw,
  refusals: ['request.not-found'],
})

export const freezeDraw = operation({
  id: 'draw.freeze',
  method: 'POST',
  path: '/api/draws',
  summary: '封存总体：销号已满天数的问题（或全部点位）分层列出，记下校验值',
  policy: withVerb('supervision.edit'),
  body: z.object({
    name: z.string().trim().min(1).max(60),
    of: z.enum(drawnThings),
    stratifiedBy: z.enum(stratifications),
    sample: z.int().min(1).max(2000),
  }),
  reply: draw,
  refusals: ['draw.frame-empty', 'draw.sample-too-small'],
})

export const downloadFrame = operation({
  id: 'draw.frame',
  method: 'GET',
  path: '/api/draws/:drawId/frame',
  summary: '封存的总体（CSV）；文件的 SHA-256 就是校验值',
  policy: withVerb('finding.read'),
  params: z.object({ drawId: id }),
  reply: { file: 'text/csv; charset=utf-8' },
  refusals: ['request.not-found'],
})

export const announceSeed = operation({
  id: 'draw.announce',
  method: 'POST',
  path: '/api/draws/:drawId/seed',
  summary: '公布种子并抽取：封存之后才产生、无人能选的公开数字',
  policy: withVerb('supervision.edit'),
  params: z.object({ drawId: id }),
  body: z.object({
    seed: z.string().trim().min(1).max(200),
    /** Where anybody can look it up. */
    source: z.string().trim().min(1).max(200),
  }),
  reply: draw,
  refusals: ['request.not-found', 'draw.announced-already'],
})

const member = z.object({ drawId: id, memberId: id })

export const assignLook = operation({
  id: 'draw.assign',
  method: 'PUT',
  path: '/api/draws/:drawId/members/:memberId/looker',
  summary: '指定谁去看；整改单位的人不得去看',
  policy: withVerb('supervision.edit'),
  params: member,
  body: z.object({ postId: id }),
  reply: draw,
  refusals: ['request.not-found', 'request.unknown-reference', 'draw.not-independent', 'draw.looked-already'],
})

export const reportLook = operation({
  id: 'draw.look',
  method: 'POST',
  path: '/api/draws/:drawId/members/:memberId/look',
  summary: '回头看结果；不合格的问题重新打开',
  policy: withVerb('finding.check-result'),
  params: member,
  body: z.object({
    passed: z.boolean(),
    words: z.string().trim().max(1000),
    photos: z.array(id).max(30),
  }),
  reply: draw,
  refusals: [
    'request.not-found',
    'draw.not-independent',
    'draw.looked-already',
    'finding.photo-missing',
    'finding.not-independent',
  ],
})

export const exportDraw = operation({
  id: 'draw.export',
  method: 'GET',
  path: '/api/draws/:drawId/export',
  summary: '抽查样本与结果（Excel）',
  policy: withVerb('finding.read'),
  params: z.object({ drawId: id }),
  reply: workbook,
  refusals: ['request.not-found'],
})
