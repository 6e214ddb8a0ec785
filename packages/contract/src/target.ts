import { checkStatuses } from '@chuangyuan/domain/standard/check'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'
import { buildKinds, gardenKinds } from '@chuangyuan/domain/target/garden-rule'
import { mostMilli } from '@chuangyuan/domain/target/milli'
import { partKinds, progressFigures } from '@chuangyuan/domain/target/target'
import { z } from 'zod'
import { cellFaultCodes } from './intake.ts'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, instant, page, paging, workbook } from './wire.ts'

const shownDay = z.string().meta({ format: 'date' })
const unit = z.enum(Object.keys(units) as [Unit, ...Unit[]])
const name = z.string().trim().min(1).max(100)

/** Thousandths of the target's unit: whole numbers, so that sums are exact. */
const milli = z.int()
const amount = z.int().min(1).max(mostMilli)

// Kinds

export const targetKind = z.object({
  id: z.string().min(1).max(60),
  name,
  unit,
  /** Chosen by a rule of its own, which its build kind and its green rate decide. */
  garden: z.enum(gardenKinds).nullable(),
})
export type TargetKind = z.output<typeof targetKind>

const threshold = z.object({
  of: z.enum(gardenKinds),
  build: z.enum(buildKinds),
  greenRate: z.number(),
  clause: z.string(),
  status: z.enum(checkStatuses),
})

export const shippedKinds = z.object({ kinds: z.array(targetKind), thresholds: z.array(threshold) })

export const listTargetKinds = operation({
  id: 'target.kinds',
  method: 'GET',
  path: '/api/targets/kinds',
  summary: '任务指标的种类，以及园林式单位、居住区的绿地率门槛（条款、核对情况）',
  policy: withVerb('target.read'),
  reply: shippedKinds,
})

export const addTargetKind = operation({
  id: 'target.addKind',
  method: 'POST',
  path: '/api/targets/kinds',
  summary: '增加一种任务指标',
  policy: withVerb('target.edit'),
  body: targetKind.omit({ id: true }),
  reply: targetKind,
  refusals: ['target.kind-taken'],
})

// Figures

const visible = z.object({ amount: milli, parts: z.int(), from: shownDay, to: shownDay })

/** Planned, built and visible stand side by side; no operation adds or mixes them. */
const figures = z.object({
  planned: milli,
  built: milli,
  /** Null: nobody has looked for it on an image. */
  visible: visible.nullable(),
  /** Linear from the first day to the last: what should stand by this morning. */
  expected: milli,
  percent: z.number().nullable(),
  daysLeft: z.int(),
  /** Needed per day that is left; null when none is. */
  pace: milli.nullable(),
  behind: z.boolean(),
})
export type TargetFigures = z.output<typeof figures>

const breakdown = z.object({ parts: z.int(), sum: milli, difference: milli })

const target = z.object({
  id,
  /** The office's own number, by which a workbook finds it again. */
  code: z.string(),
  kind: targetKind,
  name: z.string(),
  unit,
  startsOn: shownDay,
  dueOn: shownDay,
  /** The paper by which the city set it. */
  source: z.string(),
  figures,
  breakdown: z.object({ street: breakdown, project: breakdown }),
  /** The district's own projects stand under null. */
  streets: z.array(z.object({ street: named.nullable(), figures })),
  streetsBehind: z.int(),
})
export type TargetOnWire = z.output<typeof target>

const verdict = z.discriminatedUnion('code', [
  z.object({ code: z.literal('unknown'), missing: z.enum(['build', 'green-rate', 'threshold']) }),
  z.object({ code: z.literal('meets'), threshold }),
  z.object({ code: z.literal('short'), threshold }),
])

const part = z.object({
  id,
  kind: z.enum(partKinds),
  name: z.string(),
  street: named.nullable(),
  unit: named.nullable(),
  planned: milli,
  built: milli,
  seen: z.object({ amount: milli, on: shownDay }).nullable(),
  percent: z.number().nullable(),
  build: z.enum(buildKinds).nullable(),
  greenRate: z.number().nullable(),
  /** Null where the target counts no garden-style places, or the part is a street's share. */
  verdict: verdict.nullable(),
  entries: z.int(),
  mayReport: z.boolean(),
})
export type TargetPart = z.output<typeof part>

export const listTargets = operation({
  id: 'target.list',
  method: 'GET',
  path: '/api/targets',
  summary: '任务指标：下达、建成、影像可见三个数分开列，完成率、剩余天数、日均所需、滞后街道',
  policy: withVerb('target.read'),
  reply: z.object({ today: shownDay, targets: z.array(target) }),
})

export const showTarget = operation({
  id: 'target.show',
  method: 'GET',
  path: '/api/targets/:targetId',
  summary: '一项任务指标：分解到街道和项目，各自的进度',
  policy: withVerb('target.read'),
  params: z.object({ targetId: id }),
  reply: z.object({ today: shownDay, target, parts: z.array(part) }),
  refusals: ['request.not-found'],
})

// Editing

const targetInput = z.object({
  code: z.string().trim().min(1).max(40),
  kind: z.string().min(1).max(60),
  name,
  unit,
  amount,
  startsOn: day,
  dueOn: day,
  source: z.string().trim().max(300),
})
const editRefusals = ['target.code-taken', 'target.days-unfit', 'request.unknown-reference'] as const

export const addTarget = operation({
  id: 'target.add',
  method: 'POST',
  path: '/api/targets',
  summary: '登记市里下达的一项任务指标',
  policy: withVerb('target.edit'),
  body: targetInput,
  reply: z.object({ id }),
  refusals: editRefusals,
})

export const changeTarget = operation({
  id: 'target.change',
  method: 'PUT',
  path: '/api/targets/:targetId',
  summary: '修改一项任务指标；分解数不随之改动',
  policy: withVerb('target.edit'),
  params: z.object({ targetId: id }),
  body: targetInput,
  reply: 'nothing',
  refusals: [...editRefusals, 'request.not-found', 'target.unit-in-use'],
})

const partInput = z.object({
  kind: z.enum(partKinds),
  /** Empty for a street's share, which is called after its street. */
  name: z.string().trim().max(100),
  streetId: id.nullable(),
  unitId: id.nullable(),
  planned: amount,
  build: z.enum(buildKinds).nullable(),
  greenRate: z.number().min(0).max(100).nullable(),
})
export type TargetPartInput = z.output<typeof partInput>
const partRefusals = [
  'request.not-found',
  'request.unknown-reference',
  'target.part-taken',
  'target.part-unnamed',
] as const

export const addTargetPart = operation({
  id: 'target.addPart',
  method: 'POST',
  path: '/api/targets/:targetId/parts',
  summary: '分解到一个街道，或列一个项目',
  policy: withVerb('target.edit'),
  params: z.object({ targetId: id }),
  body: partInput,
  reply: z.object({ id }),
  refusals: partRefusals,
})

export const changeTargetPart = operation({
  id: 'target.changePart',
  method: 'PUT',
  path: '/api/targets/parts/:partId',
  summary: '修改一行分解',
  policy: withVerb('target.edit'),
  params: z.object({ partId: id }),
  body: partInput,
  reply: 'nothing',
  refusals: partRefusals,
})

export const removeTargetPart = operation({
  id: 'target.removePart',
  method: 'DELETE',
  path: '/api/targets/parts/:partId',
  summary: '删去一行分解；已有进度的不能删',
  policy: withVerb('target.edit'),
  params: z.object({ partId: id }),
  reply: 'nothing',
  refusals: ['request.not-found', 'target.part-in-use'],
})

// Progress

const progress = z.object({
  id,
  targetId: id,
  target: z.string(),
  unit,
  partId: id,
  part: z.string(),
  street: named.nullable(),
  figure: z.enum(progressFigures),
  on: shownDay,
  amount: milli,
  words: z.string(),
  photos: z.array(id),
  by: z.string(),
  at: instant,
})
export type TargetProgress = z.output<typeof progress>

export const listTargetProgress = operation({
  id: 'target.progress',
  method: 'GET',
  path: '/api/targets/progress',
  summary: '进度记录：哪天、多少、凭什么、谁记的；新的在前',
  policy: withVerb('target.read'),
  query: z.object({
    ...paging,
    target: id.optional(),
    part: id.optional(),
    street: z.union([id, z.literal('none')]).optional(),
    figure: z.enum(progressFigures).optional(),
  }),
  reply: page(progress),
})

export const reportTargetProgress = operation({
  id: 'target.report',
  method: 'POST',
  path: '/api/targets/parts/:partId/progress',
  summary: '记一笔进度：建成（增加数，可为负作更正）或某日影像上可见（全部数）；须有文字或照片为凭',
  policy: withVerb('target.report'),
  params: z.object({ partId: id }),
  body: z.object({
    figure: z.enum(progressFigures),
    on: day,
    amount: z.int().min(-mostMilli).max(mostMilli),
    words: z.string().trim().max(1000),
    photos: z.array(id).max(30),
  }),
  reply: z.object({ id }),
  refusals: [
    ...(['request.not-found', 'request.unknown-reference', 'identity.outside-scope'] as const),
    ...(['target.day-in-future', 'target.no-evidence', 'target.below-zero', 'target.not-chosen'] as const),
  ],
})

// Workbooks

export const exportTargets = operation({
  id: 'target.export',
  method: 'GET',
  path: '/api/targets/export',
  summary: '任务指标、分解、进度（Excel）；前两张表改好可整本导入',
  policy: withVerb('target.read'),
  reply: workbook,
})

export const targetRowFaultCodes = [
  ...cellFaultCodes,
  'kind.unknown',
  'target.unknown',
  'street.unknown',
  'unit.unknown',
  'place.missing',
  'part.repeated',
  'amount.unfit',
  'days.unfit',
  'unit.in-use',
] as const
export type TargetRowFaultCode = (typeof targetRowFaultCodes)[number]

const wrongRow = z.object({
  sheet: z.enum(['targets', 'parts']),
  /** As the spreadsheet program counts. */
  rowNumber: z.int(),
  label: z.string(),
  faults: z.array(
    z.object({
      column: z.string().nullable(),
      heading: z.string(),
      code: z.enum(targetRowFaultCodes),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type WrongTargetRow = z.output<typeof wrongRow>

const file = z.object({ fileName: z.string().trim().min(1).max(200) })
const fileRefusals = ['request.too-large', 'intake.file-unreadable'] as const
const counts = z.object({ new: z.int(), changed: z.int(), same: z.int(), wrong: z.int() })

export const previewTargetImport = operation({
  id: 'target.importPreview',
  method: 'POST',
  path: '/api/targets/import/preview',
  summary: '读取任务指标工作簿并逐行核对；不写入任何数据',
  policy: withVerb('target.edit'),
  query: file,
  upload: true,
  reply: z.object({
    counts,
    wrong: z.array(wrongRow),
    /** The same workbook (.xlsx, base64) with its wrong rows in red; null where none is wrong. */
    marked: z.string().nullable(),
  }),
  refusals: fileRefusals,
})

export const applyTargetImport = operation({
  id: 'target.importApply',
  method: 'POST',
  path: '/api/targets/import',
  summary: '写入同一工作簿中正确的行；一次写完，或一行不写；表中没有的不删',
  policy: withVerb('target.edit'),
  query: file.extend({
    rows: z.coerce.number().int().min(0).meta({ description: '核对时看到的新增与改动行数；不再相符则退回' }),
  }),
  upload: true,
  reply: counts,
  refusals: [...fileRefusals, 'request.stale'],
})
