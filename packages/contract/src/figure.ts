import { quantityWays } from '@chuangyuan/domain/standard/quantity-use'
import { isUnit, units, type Unit } from '@chuangyuan/domain/standard/unit'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, instant, page, paging, workbook, yesNo } from './wire.ts'

const unit = z.enum(Object.keys(units).filter(isUnit) as [Unit, ...Unit[]])

export const figure = z.object({
  id,
  /** Null for the whole district. */
  zone: named.nullable(),
  value: z.number(),
  unit: z.string(),
  /** The day the figure is true of. */
  asOf: z.string(),
  source: z.string(),
  remark: z.string().nullable(),
  reportedBy: z.string().nullable(),
  reportedAt: instant,
})
export type Figure = z.output<typeof figure>

export const quantityFigures = z.object({
  inputId: z.string(),
  name: z.string(),
  definition: z.string().nullable(),
  unit,
  way: z.enum(quantityWays),
  /** 待核对 where the standard's own row is. */
  verified: z.boolean(),
  /** The items of the standard that need it. */
  items: z.array(z.object({ id: z.string(), number: z.string().nullable(), name: z.string() })),
  /** The newest of each zone, the whole district first. */
  latest: z.array(figure),
  /** How many there are in all. */
  count: z.int(),
  /** Needed and never reported for the whole district. */
  missing: z.boolean(),
})
export type QuantityFigures = z.output<typeof quantityFigures>

export const listFigures = operation({
  id: 'figure.list',
  method: 'GET',
  path: '/api/figures',
  summary: '当前标准的数据项，各范围的最新一次上报',
  policy: withVerb('facts.read'),
  query: z.object({
    ...paging,
    missing: yesNo.optional().meta({ description: 'true 只列还没有数据的' }),
    way: z.enum(quantityWays).optional(),
  }),
  reply: page(quantityFigures).extend({
    /** How many of all are missing, whatever the filters leave. */
    missing: z.int(),
    /** False while no campaign has chosen a standard. */
    hasStandard: z.boolean(),
  }),
})

export const figureHistory = operation({
  id: 'figure.history',
  method: 'GET',
  path: '/api/quantities/:inputId/figures',
  summary: '一个数据项的全部上报，最近的在前',
  policy: withVerb('facts.read'),
  params: z.object({ inputId: z.string().min(1).max(100) }),
  reply: z.object({ quantity: quantityFigures, figures: z.array(figure) }),
  refusals: ['request.not-found'],
})

const reported = {
  value: z.number(),
  unit,
  asOf: day,
  source: z.string().trim().min(1).max(200),
  remark: z.string().trim().max(500).nullable(),
}

export const reportFigure = operation({
  id: 'figure.report',
  method: 'POST',
  path: '/api/figures',
  summary: '上报一个数据：数值、单位、日期、来源都要有',
  policy: withVerb('figure.report'),
  body: z.object({ inputId: z.string().min(1).max(100), zoneId: id.nullable(), ...reported }),
  reply: figure,
  refusals: [
    'identity.outside-scope',
    'request.unknown-reference',
    'figure.quantity-unknown',
    'figure.unit-mismatch',
    'figure.day-in-future',
    'figure.reported-already',
  ],
})

export const correctFigure = operation({
  id: 'figure.correct',
  method: 'PUT',
  path: '/api/figures/:figureId',
  summary: '更正一个数据；改前改后记入日志',
  policy: withVerb('figure.report'),
  params: z.object({ figureId: id }),
  body: z.object(reported),
  reply: figure,
  refusals: [
    'request.not-found',
    'identity.outside-scope',
    'figure.unit-mismatch',
    'figure.day-in-future',
    'figure.reported-already',
  ],
})

export const removeFigure = operation({
  id: 'figure.remove',
  method: 'DELETE',
  path: '/api/figures/:figureId',
  summary: '删除一个数据；内容留在日志里，可凭返回的内容恢复',
  policy: withVerb('figure.report'),
  params: z.object({ figureId: id }),
  reply: figure.extend({ inputId: z.string() }),
  refusals: ['request.not-found', 'identity.outside-scope'],
})

export const exportFigures = operation({
  id: 'figure.export',
  method: 'GET',
  path: '/api/figures/export',
  summary: '上报数据（Excel，与导入的工作簿同格式；缺的数据项留空待填）',
  policy: withVerb('facts.read'),
  reply: workbook,
})
