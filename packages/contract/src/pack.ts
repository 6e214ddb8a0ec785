import { packProblemCodes } from '@chuangyuan/domain/standard/pack-problem'
import { rowKinds, type Pack } from '@chuangyuan/domain/standard/pack'
import { applicantKinds } from '@chuangyuan/domain/standard/applicant'
import { z } from 'zod'
import { anyone, operation, withVerb } from './operation.ts'
import { versionImportQuery, versionImportReply, versionNote } from './version-import.ts'
import { instant, workbook } from './wire.ts'

const packKey = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/)
/** 0 is the pack as shipped; corrections of the district count from 1. */
const version = z.coerce.number().int().min(0).max(100_000)
const name = z.string().min(1).max(120)

/** A pack travels whole. Its form is the published JSON Schema (`pack.schema`), checked before it is stored. */
export const packContent = z.custom<Pack>().meta({ description: '见 /api/packs/schema.json' })

export const rowCount = z.object({
  verified: z.int(),
  /** Verified rows of which some number is still to be checked. */
  partly: z.int(),
  unverified: z.int(),
  unknown: z.int(),
  standingFor: z.int(),
})

export const packVersion = z.object({
  version: z.int(),
  note: z.string(),
  correctedBy: z.string().nullable(),
  correctedAt: instant.nullable(),
  rows: rowCount,
  /** Names of the campaigns that are judged by it. */
  usedBy: z.array(z.string()),
})
export type PackVersion = z.output<typeof packVersion>

export const packProblem = z.object({
  code: z.enum(packProblemCodes),
  row: z.string().optional(),
  quantity: z.string().optional(),
  field: z.string(),
  path: z.string(),
  found: z.string().optional(),
  expected: z.array(z.string()).optional(),
})

const identified = z.looseObject({ id: name })
const rowDraft = z.looseObject({ id: name, kind: z.enum(rowKinds) })

/** What is changed in a pack; whole rows by id. */
export const packCorrection = z.object({
  changed: z.array(rowDraft).max(2_000).optional(),
  added: z
    .array(z.object({ under: name.optional(), row: rowDraft }))
    .max(2_000)
    .optional(),
  removed: z.array(name).max(2_000).optional(),
  sources: z.array(identified).max(500).optional(),
  quantities: z.array(identified).max(1_000).optional(),
  excludes: z
    .array(z.object({ kind: z.enum(applicantKinds), excludes: z.array(name).max(2_000) }))
    .max(10)
    .optional(),
})
export type PackCorrectionInput = z.input<typeof packCorrection>

/** One field that differs between two versions. Absent on a side: not there. */
export const fieldChange = z.object({
  field: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})

export const partChange = z.object({
  /** `pack` for what concerns the whole: tiers, size classes, outcome, what applicants are spared. */
  part: z.enum(['row', 'quantity', 'source', 'pack']),
  id: z.string(),
  /** Between editions: the row whose place it takes. */
  was: z.string().optional(),
  number: z.string().optional(),
  name: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldChange),
})
export type PartChange = z.output<typeof partChange>

export const listPacks = operation({
  id: 'pack.list',
  method: 'GET',
  path: '/api/packs',
  summary: '标准包：随系统提供的各版与本区更正的版本，附已核对、待核对、未读到的条数',
  policy: withVerb('pack.read'),
  reply: z.array(
    z.object({
      packKey: z.string(),
      award: z.string(),
      edition: z.string(),
      title: z.string(),
      note: z.string(),
      versions: z.array(packVersion),
    }),
  ),
})

export const packSchema = operation({
  id: 'pack.schema',
  method: 'GET',
  path: '/api/packs/schema.json',
  summary: '标准包格式（JSON Schema）',
  policy: anyone,
  reply: z.record(z.string(), z.unknown()),
})

export const getPack = operation({
  id: 'pack.get',
  method: 'GET',
  path: '/api/packs/:packKey/versions/:version',
  summary: '一个标准包的全部条目、数据项与来源',
  policy: withVerb('pack.read'),
  params: z.object({ packKey, version }),
  reply: z.object({
    packKey: z.string(),
    latest: z.int(),
    head: packVersion,
    content: packContent,
  }),
  refusals: ['request.not-found'],
})

const checked = z.object({ problems: z.array(packProblem), changes: z.array(partChange) })

export const checkPack = operation({
  id: 'pack.check',
  method: 'POST',
  path: '/api/packs/:packKey/versions/:version/check',
  summary: '试更正：指出哪一条哪一项不合格式，或列出将要改变的内容；不保存',
  policy: withVerb('pack.correct'),
  params: z.object({ packKey, version }),
  body: packCorrection,
  reply: checked,
  refusals: ['request.not-found'],
})

export const correctPack = operation({
  id: 'pack.correct',
  method: 'POST',
  path: '/api/packs/:packKey/versions',
  summary: '更正标准包：另存为新版本，原版本不变；只能在最新版本上更正',
  policy: withVerb('pack.correct'),
  params: z.object({ packKey }),
  body: z.object({
    basedOn: z.int().min(0),
    note: versionNote,
    correction: packCorrection,
  }),
  reply: z.object({ version: z.int(), changes: z.array(partChange) }),
  refusals: ['request.not-found', 'request.stale', 'pack.invalid', 'pack.unchanged'],
})

export const diffPacks = operation({
  id: 'pack.diff',
  method: 'GET',
  path: '/api/packs/:packKey/versions/:version/changes',
  summary: '两个版本之间哪些条目、哪些字段不同',
  policy: withVerb('pack.read'),
  params: z.object({ packKey, version }),
  query: z.object({ from: version, fromPack: packKey.optional() }),
  reply: z.array(partChange),
  refusals: ['request.not-found'],
})

export const exportPack = operation({
  id: 'pack.export',
  method: 'GET',
  path: '/api/packs/:packKey/versions/:version/workbook',
  summary: '标准包导出为 Excel，可改后导回',
  policy: withVerb('pack.read'),
  params: z.object({ packKey, version }),
  reply: workbook,
  refusals: ['request.not-found'],
})

export const importPack = operation({
  id: 'pack.import',
  method: 'POST',
  path: '/api/packs/:packKey/versions/:version/workbook',
  summary: '导入改过的 Excel：先预览，再另存为新版本；有错的行标红退回，一行都不保存',
  policy: withVerb('pack.correct'),
  params: z.object({ packKey, version }),
  query: versionImportQuery,
  upload: true,
  reply: versionImportReply(partChange),
  refusals: [
    'request.not-found',
    'request.stale',
    'request.too-large',
    'pack.unchanged',
    'pack.workbook-unreadable',
    'pack.workbook-foreign',
  ],
})
