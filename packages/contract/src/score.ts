import type { Assessment } from '@chuangyuan/domain/assessment/assessment'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'
import { z } from 'zod'
import { campaign } from './campaign.ts'
import { operation, withVerb } from './operation.ts'
import { day, id, instant, workbook } from './wire.ts'

const unit = z.enum(Object.keys(units) as [Unit, ...Unit[]])

/** The whole assessment as the rules make it; its shape is described beside them (`domain/assessment`). */
const assessment = z
  .custom<Assessment>((value) => typeof value === 'object')
  .meta({
    description: '评估结果：每一条得分、失分、未评、不适用，及其数值、阈值、来源',
  })
const figure = z.custom<Figure>((value) => typeof value === 'object')

/** Where the figures from the map stand: measured on the present layers, on older ones, or not at all. */
export const measurementState = z.object({
  state: z.enum(['current', 'stale', 'none', 'no-map']),
  measuredAt: instant.nullable(),
  taskId: id.nullable(),
  /** Kinds of layers that the standard's indicators need and the district has not given. */
  missingLayers: z.array(z.object({ kind: z.string(), quantities: z.array(z.string()) })),
})

export const readScore = operation({
  id: 'score.read',
  method: 'GET',
  path: '/api/score',
  summary: '今天会得多少分：逐条得分、失分、未评、不适用，否决项与入围条件在前',
  policy: withVerb('score.read'),
  query: z.object({
    campaign: id.optional(),
    on: day.optional().meta({ description: '按某一天已有的数据评估' }),
    split: z.enum(['unknown', 'equal']).default('unknown').meta({
      description: 'equal：大项分值在条目间平均分摊，是一种假设，结果会注明',
    }),
  }),
  reply: z.object({
    campaign: campaign.nullable(),
    assessment: assessment.nullable(),
    measurement: measurementState,
    holes: z.object({ sites: z.int(), sitesWithHoles: z.int(), items: z.int() }),
    /** Units that lead the work on a row (牵头单位); `order` is the unit's place in protocol order. */
    leads: z.array(z.object({ row: z.string(), unitId: id, unit: z.string(), order: z.int() })),
  }),
  refusals: ['request.not-found'],
})

export const measureMap = operation({
  id: 'score.measure',
  method: 'POST',
  path: '/api/score/measurement',
  summary: '按现有图层重新量算指标（后台进行，可取消）',
  policy: withVerb('layer.edit'),
  reply: z.object({ taskId: id }),
  refusals: ['score.no-campaign', 'score.no-boundary'],
})

export const readFigures = operation({
  id: 'score.figures',
  method: 'GET',
  path: '/api/score/quantities/:quantity',
  summary: '一个指标的全部数值：全区与各街道，历次，量算与填报',
  policy: withVerb('score.read'),
  params: z.object({ quantity: z.string().max(120) }),
  reply: z.object({
    quantity: z.object({ id: z.string(), name: z.string(), unit, definition: z.string().nullable() }),
    zones: z.array(z.object({ id, name: z.string() })),
    figures: z.array(figure),
  }),
  refusals: ['request.not-found'],
})

export const mapCounted = operation({
  id: 'score.counted',
  method: 'GET',
  path: '/api/score/quantities/:quantity/map',
  summary: '一个指标在图上算了什么：计入与未计入的要素（GeoJSON，经纬度）',
  policy: withVerb('score.read'),
  params: z.object({ quantity: z.string().max(120) }),
  reply: z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        geometry: z.record(z.string(), z.unknown()),
        properties: z.object({
          /** Kind of layer. */
          layer: z.string(),
          counted: z.boolean(),
          name: z.string().nullable(),
          /** Code of the green class, class of the road, and the like. */
          note: z.string().nullable(),
        }),
      }),
    ),
    /** Shown of how many: a map of a large city is thinned, its figures are not. */
    shown: z.int(),
    total: z.int(),
    asOf: day.nullable(),
  }),
  refusals: ['request.not-found'],
})

export const exportGaps = operation({
  id: 'score.exportGaps',
  method: 'GET',
  path: '/api/score/export',
  summary: '差距清单（Excel）：失分与未评各条，数值、阈值、差多少、牵头单位、待核对标记，附各街道表',
  policy: withVerb('score.read'),
  query: z.object({ campaign: id.optional() }),
  reply: workbook,
  refusals: ['score.no-campaign', 'request.not-found'],
})

/** What somebody states of a row that no figure can tell. */
export const answerOf = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clause'), met: z.boolean() }),
  z.object({ kind: z.literal('incident'), happenedOn: day }),
  z.object({ kind: z.literal('no-incident') }),
  z.object({
    kind: z.literal('certificate'),
    held: z.boolean(),
    grade: z.string().max(40).optional(),
    grantedOn: day.optional(),
  }),
  z.object({ kind: z.literal('document'), exists: z.boolean() }),
  z.object({
    kind: z.literal('finding'),
    finding: z.string().max(80),
    streetId: id.optional(),
    count: z.int().min(0).max(100_000),
  }),
])
export type AnswerOf = z.output<typeof answerOf>

const answer = z.object({
  row: z.string(),
  clause: z.string(),
  answer: answerOf,
  note: z.string(),
  answeredOn: day,
  answeredBy: z.string().nullable(),
})

export const listAnswers = operation({
  id: 'score.answers',
  method: 'GET',
  path: '/api/campaigns/:campaignId/answers',
  summary: '定性条款、事件、证书与文件的答复',
  policy: withVerb('score.read'),
  params: z.object({ campaignId: id }),
  reply: z.array(answer),
  refusals: ['request.not-found'],
})

const place = z.object({
  campaignId: id,
  row: z.string().min(1).max(120),
  /** The clause; `-` for a row that is answered as a whole. */
  clause: z.string().min(1).max(200),
})

export const giveAnswer = operation({
  id: 'score.answer',
  method: 'PUT',
  path: '/api/campaigns/:campaignId/answers/:row/:clause',
  summary: '答复一条：是否达到，何人何日查明',
  policy: withVerb('item.answer'),
  params: place,
  body: z.object({ answer: answerOf, note: z.string().trim().max(1000), answeredOn: day }),
  reply: answer,
  refusals: ['request.not-found', 'score.answer-unfit', 'score.answer-in-future'],
})

export const withdrawAnswer = operation({
  id: 'score.withdraw',
  method: 'DELETE',
  path: '/api/campaigns/:campaignId/answers/:row/:clause',
  summary: '撤回一条答复，回到未评',
  policy: withVerb('item.answer'),
  params: place,
  reply: 'nothing',
  refusals: ['request.not-found'],
})
