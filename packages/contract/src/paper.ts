import { paperActions, paperKinds, paperStages } from '@chuangyuan/domain/paper/paper'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { day, id, instant, page, paging, workbook } from './wire.ts'

const kind = z.enum(paperKinds)
const shortText = z.string().trim().max(200)
const someText = shortText.min(1)
const findingIds = z.array(id).min(1).max(1000)

/** What a paper is drawn up from; the numbers are counted at that moment and kept with it. */
export const paperSource = z.discriminatedUnion('kind', [
  /** One notice for each unit that the findings are dispatched to, all of one batch. */
  z.object({ kind: z.literal('notice'), findingIds }),
  z.object({
    kind: z.literal('supervision-order'),
    findingIds,
    level: someText,
    matter: someText,
    origin: someText,
    until: day,
  }),
  z.object({ kind: z.literal('daily'), on: day }),
  z.object({ kind: z.enum(['weekly', 'circular', 'red-black-list']), from: day, to: day }),
  z.object({ kind: z.literal('rectification-list'), findingIds }),
  z.object({ kind: z.literal('site-sheet'), siteId: id }),
  z.object({
    kind: z.literal('minutes'),
    heldOn: day,
    place: someText,
    chair: someText,
    attending: someText,
    agenda: z.array(someText).min(1).max(30),
    decisions: z.array(z.object({ matter: someText, unit: shortText, until: day.nullable() })).max(60),
  }),
])
export type PaperSource = z.output<typeof paperSource>

/** What the clerk writes; empty, the product proposes it. */
const wording = {
  title: shortText,
  addressed: shortText,
  copies: shortText,
}

const summary = z.object({
  id,
  kind,
  stage: z.enum(paperStages),
  /** The document number once it is issued. */
  number: z.string().nullable(),
  title: z.string(),
  addressed: z.string(),
  batch: z.int().nullable(),
  findings: z.int(),
  draftedBy: z.string(),
  draftedAt: instant,
  issuedAt: instant.nullable(),
})
export type PaperSummary = z.output<typeof summary>

const paper = summary.extend({
  copies: z.string(),
  findingIds: z.array(id),
  /** The moment at which its numbers were counted. */
  countedAt: instant,
  /** Field by field, what stands in it. */
  filling: z.record(z.string(), z.unknown()),
  steps: z.array(
    z.object({
      action: z.enum([...paperActions, 'draft']),
      by: z.string(),
      at: instant,
      words: z.string(),
    }),
  ),
  mayDo: z.array(z.enum(paperActions)),
  /** SHA-256 of the issued file. */
  sha256: z.string().nullable(),
})
export type Paper = z.output<typeof paper>

const paperId = { params: z.object({ paperId: id }) }

const filters = {
  kind: kind.optional(),
  stage: z.enum(paperStages).optional(),
  batch: z.coerce.number().int().min(1).optional(),
}

export const listPapers = operation({
  id: 'paper.list',
  method: 'GET',
  path: '/api/papers',
  summary: '公文登记簿',
  policy: withVerb('paper.read'),
  query: z.object({ ...paging, ...filters }),
  reply: page(summary),
})

export const exportPapers = operation({
  id: 'paper.export',
  method: 'GET',
  path: '/api/papers/export',
  summary: '公文登记簿（Excel）：与列表同样的条件',
  policy: withVerb('paper.read'),
  query: z.object({ search: paging.search, ...filters }),
  reply: workbook,
})

export const showPaper = operation({
  id: 'paper.show',
  method: 'GET',
  path: '/api/papers/:paperId',
  summary: '一份公文：内容、所依据的问题、每一步',
  policy: withVerb('paper.read'),
  ...paperId,
  reply: paper,
  refusals: ['request.not-found'],
})

export const draftPapers = operation({
  id: 'paper.draft',
  method: 'POST',
  path: '/api/papers',
  summary: '拟稿：从问题或统计期取数；整改通知按责任单位各成一份',
  policy: withVerb('paper.draft'),
  body: z.object({ source: paperSource, ...wording }),
  reply: z.object({ ids: z.array(id), batch: z.int().nullable() }),
  refusals: ['request.not-found', 'paper.not-dispatched', 'paper.period-backwards'],
})

export const rewordPaper = operation({
  id: 'paper.reword',
  method: 'PUT',
  path: '/api/papers/:paperId',
  summary: '修改拟稿中的标题、主送、抄送',
  policy: withVerb('paper.draft'),
  ...paperId,
  body: z.object({ ...wording, title: someText }),
  reply: 'nothing',
  refusals: ['request.not-found', 'paper.not-at-this-stage'],
})

export const stepPapers = operation({
  id: 'paper.step',
  method: 'POST',
  path: '/api/papers/steps',
  summary: '送审、通过、退回、签发、印发、作废；一次可处理一批，全成或全不成',
  policy: withVerb('paper.read'),
  body: z.object({
    ids: z.array(id).min(1).max(500),
    action: z.enum(paperActions),
    words: shortText,
  }),
  reply: z.object({ numbers: z.array(z.string()) }),
  refusals: [
    'request.not-found',
    'identity.verb-not-granted',
    'paper.not-at-this-stage',
    'paper.own-draft',
    'paper.reason-missing',
    'paper.template-broken',
  ],
})

export const paperFile = operation({
  id: 'paper.file',
  method: 'GET',
  path: '/api/papers/:paperId/file',
  summary: '公文的 Word 文件；印发前是预览，印发后是存档的那一份',
  policy: withVerb('paper.read'),
  ...paperId,
  query: z.object({ as: z.enum(['docx', 'pdf']).default('docx') }),
  reply: { file: 'application/octet-stream' },
  refusals: ['request.not-found', 'paper.template-broken', 'paper.no-converter', 'paper.not-converted'],
})

export const paperBundle = operation({
  id: 'paper.bundle',
  method: 'GET',
  path: '/api/papers/batches/:batch/files',
  summary: '一批整改通知的全部 Word 文件，打成一个压缩包',
  policy: withVerb('paper.read'),
  params: z.object({ batch: z.coerce.number().int().min(1) }),
  reply: { file: 'application/zip' },
  refusals: ['request.not-found', 'paper.template-broken'],
})

const namedField = { name: z.string(), meaning: z.string() }
/** A text, or rows of texts. */
const field = z.object({ ...namedField, rows: z.array(z.object(namedField)).optional() })

export const listTemplates = operation({
  id: 'paper.templates',
  method: 'GET',
  path: '/api/paper-templates',
  summary: '各种公文的模板：版本、可用的字段',
  policy: withVerb('paper.read'),
  reply: z.array(
    z.object({
      kind,
      /** 0 is the one that comes with the product. */
      version: z.int(),
      fileName: z.string().nullable(),
      changedBy: z.string().nullable(),
      changedAt: instant.nullable(),
      fields: z.array(field),
    }),
  ),
})

const templateKind = { params: z.object({ paperKind: kind }) }

export const templateFile = operation({
  id: 'paper.template',
  method: 'GET',
  path: '/api/paper-templates/:paperKind/file',
  summary: '下载模板，在 Word 里修改后再上传',
  policy: withVerb('paper.read'),
  ...templateKind,
  query: z.object({ shipped: z.enum(['true', 'false']).default('false') }),
  reply: { file: 'application/octet-stream' },
})

export const uploadTemplate = operation({
  id: 'paper.uploadTemplate',
  method: 'POST',
  path: '/api/paper-templates/:paperKind',
  summary: '上传改过的模板；字段写错的退回并指出',
  policy: withVerb('paper.set'),
  ...templateKind,
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: true,
  reply: z.object({ version: z.int() }),
  refusals: ['request.too-large', 'paper.not-a-docx', 'paper.template-broken', 'paper.fields-unknown'],
})

const series = z.object({ mark: z.string().trim().min(1).max(20), style: z.enum(['number', 'issue']) })

export const paperSettings = z.object({
  /** 发文机关. */
  issuer: z.string().trim().min(1).max(60),
  series: z.record(kind, series),
  redBlack: z.object({
    least: z.int().min(1).max(100),
    red: z.int().min(0).max(50),
    black: z.int().min(0).max(50),
    ladder: z.tuple([someText], someText),
  }),
})
export type PaperSettings = z.output<typeof paperSettings>

export const getPaperSettings = operation({
  id: 'paper.settings',
  method: 'GET',
  path: '/api/paper-settings',
  summary: '发文机关、机关代字、红黑榜规则',
  policy: withVerb('paper.read'),
  reply: z.object({ version: z.int(), settings: paperSettings }),
})

export const changePaperSettings = operation({
  id: 'paper.changeSettings',
  method: 'PUT',
  path: '/api/paper-settings',
  summary: '修改发文设置',
  policy: withVerb('paper.set'),
  body: z.object({ basedOn: z.int(), settings: paperSettings }),
  reply: z.object({ version: z.int() }),
  refusals: ['request.stale'],
})
