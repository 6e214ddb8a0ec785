import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { handbookParts } from '@chuangyuan/domain/handbook/handbook-diff'
import { handbookLists, handbookProblemCodes } from '@chuangyuan/domain/handbook/handbook-problem'
import { z } from 'zod'
import { anyone, operation, withVerb } from './operation.ts'
import { fieldChange } from './pack.ts'
import { versionImportQuery, versionImportReply, versionNote } from './version-import.ts'
import { instant, workbook } from './wire.ts'

/** 0 is the handbook as shipped; versions of the district count from 1. */
const version = z.coerce.number().int().min(0).max(100_000)

/** A handbook travels whole. Its form is the published JSON Schema (`handbook.schema`), checked before it is stored. */
const handbookContent = z.custom<Handbook>().meta({ description: '见 /api/handbook/schema.json' })

const handbookVersion = z.object({
  version: z.int(),
  note: z.string(),
  changedBy: z.string().nullable(),
  changedAt: instant.nullable(),
})
export type HandbookVersion = z.output<typeof handbookVersion>

const handbookProblem = z.object({
  code: z.enum(handbookProblemCodes),
  list: z.enum(handbookLists).optional(),
  row: z.string().optional(),
  field: z.string(),
  path: z.string(),
  found: z.string().optional(),
  expected: z.array(z.string()).optional(),
})

/** The details of `handbook.invalid`. */
export const handbookProblems = z.array(handbookProblem)

const handbookChange = z.object({
  part: z.enum(handbookParts),
  id: z.string(),
  name: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  fields: z.array(fieldChange),
})
export type HandbookChangeOnWire = z.output<typeof handbookChange>

export const getHandbook = operation({
  id: 'handbook.get',
  method: 'GET',
  path: '/api/handbook',
  summary: '现行督查手册；已有的版本仍是现行时只答未变',
  policy: withVerb('facts.read'),
  query: z.object({ known: version.optional() }),
  reply: z.discriminatedUnion('unchanged', [
    z.object({ unchanged: z.literal(true), version: z.int() }),
    z.object({ unchanged: z.literal(false), version: z.int(), content: handbookContent }),
  ]),
})

export const handbookSchema = operation({
  id: 'handbook.schema',
  method: 'GET',
  path: '/api/handbook/schema.json',
  summary: '督查手册格式（JSON Schema）',
  policy: anyone,
  reply: z.record(z.string(), z.unknown()),
})

export const listHandbookVersions = operation({
  id: 'handbook.versions',
  method: 'GET',
  path: '/api/handbook/versions',
  summary: '督查手册的各个版本：随系统提供的与本区修改的',
  policy: withVerb('facts.read'),
  reply: z.array(handbookVersion),
})

export const getHandbookVersion = operation({
  id: 'handbook.version',
  method: 'GET',
  path: '/api/handbook/versions/:version',
  summary: '督查手册的一个版本',
  policy: withVerb('facts.read'),
  params: z.object({ version }),
  reply: z.object({ latest: z.int(), head: handbookVersion, content: handbookContent }),
  refusals: ['request.not-found'],
})

export const changeHandbook = operation({
  id: 'handbook.change',
  method: 'POST',
  path: '/api/handbook/versions',
  summary: '修改督查手册：整本另存为新版本，原版本不变；只能在最新版本上修改',
  policy: withVerb('handbook.edit'),
  body: z.object({ basedOn: z.int().min(0), note: versionNote, content: z.unknown() }),
  reply: z.object({ version: z.int(), changes: z.array(handbookChange) }),
  refusals: ['request.not-found', 'request.stale', 'handbook.invalid', 'handbook.unchanged'],
})

export const diffHandbooks = operation({
  id: 'handbook.diff',
  method: 'GET',
  path: '/api/handbook/versions/:version/changes',
  summary: '督查手册两个版本之间的不同',
  policy: withVerb('facts.read'),
  params: z.object({ version }),
  query: z.object({ from: version }),
  reply: z.array(handbookChange),
  refusals: ['request.not-found'],
})

export const exportHandbook = operation({
  id: 'handbook.export',
  method: 'GET',
  path: '/api/handbook/versions/:version/workbook',
  summary: '督查手册导出为 Excel，可改后导回',
  policy: withVerb('facts.read'),
  params: z.object({ version }),
  reply: workbook,
  refusals: ['request.not-found'],
})

export const importHandbook = operation({
  id: 'handbook.import',
  method: 'POST',
  path: '/api/handbook/versions/:version/workbook',
  summary: '导入改过的 Excel：先预览，再另存为新版本；有错的行标红退回，一行都不保存',
  policy: withVerb('handbook.edit'),
  params: z.object({ version }),
  query: versionImportQuery,
  upload: true,
  reply: versionImportReply(handbookChange),
  refusals: [
    'request.not-found',
    'request.stale',
    'request.too-large',
    'handbook.unchanged',
    'handbook.workbook-unreadable',
  ],
})
