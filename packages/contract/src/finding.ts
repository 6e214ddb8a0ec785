import { clockReasons } from '@chuangyuan/domain/finding/clock'
import { findingActions } from '@chuangyuan/domain/finding/action'
import { findingChannels, findingStages, holders, requestKinds } from '@chuangyuan/domain/finding/finding'
import { counters, indexIds } from '@chuangyuan/domain/finding/indices'
import { severities, streams } from '@chuangyuan/domain/handbook/handbook'
import { z } from 'zod'
import { cellFaultCodes } from './intake.ts'
import { operation, withVerb } from './operation.ts'
import { refusalCodes } from './refusal.ts'
import { named } from './site.ts'
import { day, id, instant, page, paging, workbook, yesNo } from './wire.ts'

const words = z.string().trim().max(1000)
const someWords = words.min(1)

/** A position as the device gave it; `system` other than CGCS2000/WGS-84 is converted when it arrives. */
export const placeInput = z.object({
  lon: z.number().min(73).max(136),
  lat: z.number().min(3).max(54),
  /** Metres. */
  accuracy: z.number().min(0).nullable(),
  system: z.enum(['WGS-84', 'CGCS2000', 'GCJ-02', 'BD-09']),
  how: z.enum(['device', 'map', 'site']),
})

const photos = z.array(id).max(30)

/** What is said about a new finding. The id is made where it is written down, so that sending it twice is one finding. */
export const reportInput = z.object({
  id,
  kind: z.string().min(1).max(60),
  severity: z.enum(severities).nullable(),
  siteId: id.nullable(),
  /** Only where no site is named: the ground it lies on. */
  streetId: id.nullable(),
  place: placeInput.nullable(),
  address: z.string().trim().max(200),
  words,
  entries: z.array(z.string().max(60)).max(60),
  photos,
  channel: z.enum(findingChannels),
  foundAt: instant,
  /** The true reporter, where the duty desk writes for somebody. */
  onBehalfOf: z.string().trim().max(60).nullable(),
  visitId: id.nullable(),
})
export type ReportInput = z.output<typeof reportInput>

const choice = { unitId: id, postId: id.nullable(), assisting: z.array(id).max(10) }

const wish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('return') }),
  z.object({ kind: z.literal('hand-over'), unitId: id }),
  z.object({ kind: z.literal('extension'), until: day }),
  z.object({ kind: z.literal('suspension'), until: day, promise: someWords }),
  z.object({ kind: z.literal('split'), unitIds: z.array(id).min(1).max(10) }),
  z.object({ kind: z.literal('void') }),
])

/**
 * One thing done to one finding. The same words travel alone, in a batch, and
 * in the outbox of a phone, so that a rule is written once for all three.
 */
export const findingAction = z.discriminatedUnion('action', [
  z.object({ action: z.literal('file') }),
  z.object({ action: z.literal('merge'), into: id }),
  z.object({ action: z.literal('void'), reason: someWords }),
  z.object({ action: z.literal('dispatch'), ...choice }),
  z.object({ action: z.literal('mark-urgent'), urgent: z.boolean() }),
  z.object({ action: z.literal('urge'), words }),
  z.object({
    action: z.literal('plan'),
    words: someWords,
    responsible: z.string().trim().min(1).max(60),
    finishOn: day,
  }),
  z.object({ action: z.literal('assist'), unitId: id }),
  z.object({ action: z.literal('file-measures'), words: someWords, photos }),
  z.object({ action: z.literal('ask'), wish, reason: someWords }),
  z.object({ action: z.literal('decide'), granted: z.boolean(), words }),
  z.object({ action: z.literal('resume') }),
  z.object({ action: z.literal('check-measures'), passed: z.boolean(), words }),
  z.object({
    action: z.literal('check-result'),
    entries: z.array(z.object({ entryId: z.string().max(60), passed: z.boolean(), words })).max(60),
    passed: z.boolean(),
    photos,
    place: placeInput.nullable(),
    words,
  }),
  z.object({ action: z.literal('reopen'), photos, words: someWords }),
])
export type FindingActionInput = z.output<typeof findingAction>

/** What the desk adds when it acts for somebody. */
const onBehalfOf = z.string().trim().max(60).nullable().default(null)

export const findingSummary = z.object({
  id,
  number: z.int().nullable(),
  stage: z.enum(findingStages),
  holder: z.enum(holders),
  /** What the unit has asked for and the office has not decided. */
  asked: z.enum(requestKinds).nullable(),
  kind: z.string(),
  stream: z.enum(streams),
  severity: z.enum(severities),
  urgent: z.boolean(),
  site: named.nullable(),
  street: named,
  unit: named.nullable(),
  address: z.string(),
  words: z.string(),
  photo: id.nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  foundAt: instant,
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  closedAt: instant.nullable(),
  rework: z.int(),
})
export type FindingSummary = z.output<typeof findingSummary>

const filters = {
  stage: z.enum(findingStages).optional(),
  open: yesNo.optional().meta({ description: 'true 只列未销号的' }),
  holder: z.enum(holders).optional(),
  street: id.optional(),
  unit: id.optional(),
  site: id.optional(),
  stream: z.enum(streams).optional(),
  kind: z.string().max(60).optional(),
  overdue: yesNo.optional(),
  urgent: yesNo.optional(),
  asked: yesNo.optional().meta({ description: 'true 只列有申请待批的' }),
  reworked: yesNo.optional(),
  placed: yesNo.optional().meta({ description: 'false 只列没有坐标的' }),
  from: day.optional().meta({ description: '发现日期不早于' }),
  to: day.optional().meta({ description: '发现日期不晚于' }),
  counter: z
    .enum(counters)
    .optional()
    .meta({ description: '指数的一个计数；与 since、until 同用，此时 unit 只指牵头单位' }),
  since: day.optional().meta({ description: '计数的期间自' }),
  until: day.optional().meta({ description: '计数的期间至' }),
  closedFrom: day.optional().meta({ description: '销号日期不早于' }),
  closedTo: day.optional().meta({ description: '销号日期不晚于' }),
  paper: id.optional().meta({ description: '只列这份公文所列的' }),
}
export const findingFilters = z.object({ search: paging.search, ...filters })
export type FindingFilters = z.output<typeof findingFilters>

export const listFindings = operation({
  id: 'finding.list',
  method: 'GET',
  path: '/api/findings',
  summary: '问题台账',
  policy: withVerb('finding.read'),
  query: z.object({
    ...paging,
    ...filters,
    order: z.enum(['newest', 'due']).default('newest').meta({ description: 'due 先到期的在前' }),
  }),
  reply: page(findingSummary),
})

const party = z.object({ name: z.string(), onBehalfOf: z.string().nullable(), at: instant })

/** The unit's clock in full, so that nobody has to ask why a finding is red. */
export const clockTold = z.object({
  because: z.enum(clockReasons),
  counts: z.enum(['working', 'all']),
  allowedMs: z.number(),
  usedMs: z.number(),
  running: z.boolean(),
  dueAt: instant.nullable(),
  overdue: z.boolean(),
  interim: z.string().nullable(),
  spans: z.array(z.object({ from: instant, to: instant.nullable(), countedMs: z.number() })),
  escalation: z
    .object({
      level: z.string(),
      since: instant,
      next: z.object({ level: z.string(), at: instant }).nullable(),
    })
    .nullable(),
})

const check = z.object({ passed: z.boolean(), words: z.string(), by: party, photos: z.array(id) })

export const findingPage = findingSummary.extend({
  place: placeInput.nullable(),
  ownerUnit: named.nullable(),
  items: z.array(z.object({ packKey: z.string(), itemId: z.string() })),
  entries: z.array(z.object({ id: z.string(), text: z.string() })),
  photos: z.array(id),
  reporters: z.array(
    z.object({ by: party, channel: z.enum(findingChannels), foundAt: instant, receivedAt: instant }),
  ),
  duty: z
    .object({
      unit: named,
      post: z.object({ id, title: z.string(), person: named.nullable() }).nullable(),
      assisting: z.array(z.object({ unit: named, doneAt: instant.nullable() })),
    })
    .nullable(),
  plan: z.object({ words: z.string(), responsible: z.string(), finishOn: day, by: party }).nullable(),
  request: z
    .object({
      kind: z.enum(requestKinds),
      details: z.record(z.string(), z.unknown()),
      reason: z.string(),
      by: party,
    })
    .nullable(),
  done: z.object({ words: z.string(), by: party, photos: z.array(id) }).nullable(),
  measures: check.nullable(),
  result: check.nullable(),
  promise: z.object({ until: day, words: z.string() }).nullable(),
  ending: z.object({ reason: z.string(), into: id.nullable(), at: instant }).nullable(),
  counts: z.object({
    returned: z.int(),
    handedOver: z.int(),
    extended: z.int(),
    suspended: z.int(),
    rework: z.int(),
    reopened: z.int(),
    urged: z.int(),
  }),
  clock: clockTold.nullable(),
  /** What can be done now; `refusal` says why this account may not. */
  actions: z.array(
    z.object({
      action: z.enum(findingActions),
      refusal: z
        .object({ code: z.enum(refusalCodes), details: z.record(z.string(), z.unknown()) })
        .nullable(),
    }),
  ),
  history: z.array(
    z.object({
      at: instant,
      verb: z.string(),
      who: z.string().nullable(),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type FindingPage = z.output<typeof findingPage>

export const getFinding = operation({
  id: 'finding.get',
  method: 'GET',
  path: '/api/findings/:findingId',
  summary: '一个问题：事实、责任、时限、两关与全部经过',
  policy: withVerb('finding.read'),
  params: z.object({ findingId: id }),
  reply: findingPage,
  refusals: ['request.not-found'],
})

const reportRefusals = [
  'finding.kind-unknown',
  'finding.photo-missing',
  'finding.place-missing',
  'finding.entry-unknown',
  'finding.differs',
  'request.unknown-reference',
] as const

export const reportFinding = operation({
  id: 'finding.report',
  method: 'POST',
  path: '/api/findings',
  summary: '上报问题；同一编号同样内容再送无妨，内容不同则退回',
  policy: withVerb('finding.report'),
  body: reportInput,
  reply: z.object({ id, outcome: z.enum(['stored', 'already']) }),
  refusals: reportRefusals,
})

export const likelyDuplicates = operation({
  id: 'finding.duplicates',
  method: 'GET',
  path: '/api/findings/:findingId/duplicates',
  summary: '附近同类的未销号问题，可能是同一件',
  policy: withVerb('finding.read'),
  params: z.object({ findingId: id }),
  reply: z.array(findingSummary.extend({ metres: z.number().nullable() })),
  refusals: ['request.not-found'],
})

export const actionRefusals = [
  'request.not-found',
  'request.unknown-reference',
  'request.stale',
  'identity.verb-not-granted',
  'identity.outside-scope',
  'finding.wrong-stage',
  'finding.merge-into-itself',
  'finding.kind-unknown',
  'finding.assists-itself',
  'finding.request-pending',
  'finding.no-request',
  'finding.own-request',
  'finding.day-in-past',
  'finding.extension-shorter',
  'finding.hand-over-to-itself',
  'finding.not-assisting',
  'finding.not-planned',
  'finding.assisting-open',
  'finding.not-independent',
  'finding.photo-missing',
  'finding.entries-differ',
] as const

export const actOnFinding = operation({
  id: 'finding.act',
  method: 'POST',
  path: '/api/findings/:findingId/actions',
  summary: '立案、派遣、措施、两关、退回延期等：对一个问题做一件事',
  policy: withVerb('finding.read'),
  params: z.object({ findingId: id }),
  body: z.object({ onBehalfOf, act: findingAction }),
  reply: findingPage,
  refusals: actionRefusals,
})

export const actOnMany = operation({
  id: 'finding.actOnMany',
  method: 'POST',
  path: '/api/findings/actions',
  summary: '批量立案、派遣、催办等；逐件答复，一件不成不影响其他',
  policy: withVerb('finding.manage'),
  body: z.object({ ids: z.array(id).min(1).max(500), act: findingAction }),
  reply: z.array(
    z.object({
      id,
      refusal: z
        .object({ code: z.enum(refusalCodes), details: z.record(z.string(), z.unknown()) })
        .nullable(),
    }),
  ),
})

const tally = z.object({
  open: z.int(),
  overdue: z.int(),
  byStage: z.record(z.enum(findingStages), z.int()),
})

export const findingBoard = operation({
  id: 'finding.board',
  method: 'GET',
  path: '/api/findings/board',
  summary: '整改全貌：按街道、工作线与环节的件数',
  policy: withVerb('finding.read'),
  reply: z.object({
    asOf: instant,
    /** The journal line up to which this is true. */
    seq: z.int(),
    total: tally,
    byStreet: z.array(tally.extend({ street: named })),
    byStream: z.array(tally.extend({ stream: z.enum(streams) })),
    byHolder: z.record(z.enum(holders), z.int()),
  }),
})

/**
 * Server-sent events `{ seq }`: the number of a journal line that tells of findings, visits or supervision. Whoever
 * comes back with the last number seen (`Last-Event-ID`, or `after` the first time) misses none and gets none twice.
 */
export const findingChanges = operation({
  id: 'finding.changes',
  method: 'GET',
  path: '/api/findings/changes',
  summary: '问题、巡查与督查的变动（服务器推送，断线后从上次的序号续传）',
  policy: withVerb('finding.read'),
  query: z.object({ after: z.coerce.number().int().min(0).optional() }),
  reply: { stream: 'text/event-stream' },
  refusals: ['request.too-many'],
})

const indexRow = z.object({
  id: z.enum(indexIds),
  numerator: z.int(),
  denominator: z.int(),
  /** The `counter` by which each of the two opens its list. */
  counted: z.object({ numerator: z.enum(counters), denominator: z.enum(counters) }),
  share: z.number().nullable(),
})

const indexQuery = z.object({ by: z.enum(['unit', 'street', 'stream', 'whole']), from: day, to: day })

export const findingIndices = operation({
  id: 'finding.indices',
  method: 'GET',
  path: '/api/findings/indices',
  summary: '处置率、按期、结案、返工、延期等指数：分子、分母与口径',
  policy: withVerb('finding.read'),
  query: indexQuery,
  reply: z.object({
    rows: z.array(
      z.object({
        /** A unit, a street or a stream; null for the whole district. */
        of: z.object({ id: z.string(), name: z.string() }).nullable(),
        /** Without any finding there is nothing to rank. */
        ranked: z.boolean(),
        indices: z.array(indexRow),
      }),
    ),
    denominators: z.object({ rework: z.string(), deferred: z.string() }),
  }),
})

export const exportIndices = operation({
  id: 'finding.exportIndices',
  method: 'GET',
  path: '/api/findings/indices/export',
  summary: '整改指数（Excel）：分子、分母、比率与口径',
  policy: withVerb('finding.read'),
  query: indexQuery,
  reply: workbook,
})

export const mapFindings = operation({
  id: 'finding.map',
  method: 'GET',
  path: '/api/findings/map',
  summary: '问题图：近处逐个，远处合并计数（CGCS2000 经纬度）',
  policy: withVerb('finding.read'),
  query: findingFilters.extend({
    west: z.coerce.number().min(-180).max(180),
    south: z.coerce.number().min(-90).max(90),
    east: z.coerce.number().min(-180).max(180),
    north: z.coerce.number().min(-90).max(90),
    /** Cells across the wider side of the box. */
    cells: z.coerce.number().int().min(4).max(80).default(40),
  }),
  reply: z.object({
    clusters: z.array(
      z.object({ lon: z.number(), lat: z.number(), count: z.int(), open: z.int(), overdue: z.int() }),
    ),
    findings: z.array(
      z.object({
        id,
        lon: z.number(),
        lat: z.number(),
        stage: z.enum(findingStages),
        overdue: z.boolean(),
        stream: z.enum(streams),
      }),
    ),
    total: z.int(),
    unplaced: z.int(),
  }),
})

export const exportFindings = operation({
  id: 'finding.export',
  method: 'GET',
  path: '/api/findings/export',
  summary: '问题台账（Excel），按与列表相同的条件',
  policy: withVerb('finding.read'),
  query: findingFilters,
  reply: workbook,
})

/** What is wrong with a row of an imported list. */
export const findingRowFaultCodes = [
  ...cellFaultCodes,
  'kind.unknown',
  'site.unknown',
  'site.ambiguous',
  'street.unknown',
  'street.differs',
  'place.missing',
  'day.in-future',
  'row.differs',
] as const
export type FindingRowFaultCode = (typeof findingRowFaultCodes)[number]

const namedRow = z.object({
  /** As the spreadsheet program counts. */
  rowNumber: z.int(),
  /** The source number, by which a clerk recognises the row. */
  label: z.string(),
})

const wrongFindingRow = namedRow.extend({
  faults: z.array(
    z.object({
      /** Key and heading of the column, or null and empty where the row as a whole is wrong. */
      column: z.string().nullable(),
      heading: z.string(),
      code: z.enum(findingRowFaultCodes),
      details: z.record(z.string(), z.unknown()),
    }),
  ),
})
export type WrongFindingRow = z.output<typeof wrongFindingRow>

const findingFile = z.object({ fileName: z.string().trim().min(1).max(200) })
const fileRefusals = ['request.too-large', 'intake.file-unreadable', 'identity.outside-scope'] as const

export const findingImportTemplate = operation({
  id: 'finding.importTemplate',
  method: 'GET',
  path: '/api/findings/import/template',
  summary: '问题导入模板（Excel），问题类型、街道可从下拉列表中选',
  policy: withVerb('finding.manage'),
  reply: workbook,
})

export const previewFindingImport = operation({
  id: 'finding.importPreview',
  method: 'POST',
  path: '/api/findings/import/preview',
  summary: '读取问题清单并逐行核对；不写入任何数据',
  policy: withVerb('finding.manage'),
  query: findingFile,
  upload: true,
  reply: z.object({
    /** `already`: the same report came with an earlier import and stays as it is. */
    counts: z.object({ new: z.int(), already: z.int(), wrong: z.int() }),
    /** Headings that no column of the list has, and compulsory ones that the file lacks. */
    unknownColumns: z.array(z.string()),
    missingColumns: z.array(z.string()),
    /** Of very many only the first; the marked workbook has all. */
    wrong: z.array(wrongFindingRow),
    /** New rows that may repeat findings still open; they are offered, never merged unasked. */
    likely: z.array(
      namedRow.extend({
        findings: z.array(z.object({ id, number: z.int().nullable(), words: z.string() })),
      }),
    ),
    /** The same workbook (.xlsx, base64) with its wrong rows in red; null where none is wrong. */
    marked: z.string().nullable(),
  }),
  refusals: fileRefusals,
})

export const applyFindingImport = operation({
  id: 'finding.importApply',
  method: 'POST',
  path: '/api/findings/import',
  summary: '把同一文件中正确的行作为上报写入；一次写完，或一行不写',
  policy: withVerb('finding.manage'),
  query: findingFile.extend({
    newRows: z.coerce.number().int().min(0).meta({ description: '核对时看到的新增行数；不再相符则退回' }),
  }),
  upload: true,
  reply: z.object({ written: z.int(), already: z.int(), wrong: z.int() }),
  refusals: [...fileRefusals, 'request.stale'],
})
