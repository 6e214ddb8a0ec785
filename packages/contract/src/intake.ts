import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { id, instant, page, paging, workbook, yesNo } from './wire.ts'

/** The lists of the district workbook, in the order they lean on each other. */
export const intakeSheets = [
  'streets',
  'communities',
  'units',
  'peoplePosts',
  'sites',
  'duties',
  'figures',
] as const
export type IntakeSheet = (typeof intakeSheets)[number]

/** What is wrong with a row and is seen in its own cells, whatever the list. */
export const cellFaultCodes = [
  'cell.required',
  'cell.not-a-number',
  'cell.wrong-unit',
  'cell.not-an-integer',
  'cell.too-small',
  'cell.too-large',
  'cell.not-a-day',
  'cell.not-yes-no',
  'cell.not-a-choice',
  'cell.not-a-phone',
  'cell.not-a-code',
  'cell.too-long',
  'cell.formula-failed',
  'cell.formula-not-calculated',
  'row.repeated',
] as const

/** What is wrong with a row of the district's lists: in its cells, or beside the other rows. */
export const intakeFaultCodes = [
  ...cellFaultCodes,
  'row.name-taken',
  'street.unknown',
  'street.ambiguous',
  'street.code-foreign',
  'community.unknown',
  'community.code-foreign',
  'unit.unknown',
  'unit.ambiguous',
  'unit.parent-circular',
  'person.unknown',
  'person.ambiguous',
  'person.no-post',
  'person.phone-differs',
  'post.unknown',
  'post.period-reversed',
  'coordinates.incomplete',
  'coordinates.system-missing',
  'coordinates.swapped',
  'coordinates.wrong-system',
  'coordinates.outside',
  'coordinates.other-street',
  'campaign.missing',
  'item.unknown',
  'item.ambiguous',
  'quantity.unknown',
  'figure.unit-unknown',
  'figure.unit-mismatch',
  'figure.day-in-future',
] as const
export type IntakeFaultCode = (typeof intakeFaultCodes)[number]

export const intakeFault = z.object({
  /** Key of the column, or null where the row as a whole is wrong. */
  column: z.string().nullable(),
  code: z.enum(intakeFaultCodes),
  details: z.record(z.string(), z.unknown()),
})
export type IntakeFault = z.output<typeof intakeFault>

export const rowVerdicts = ['new', 'changed', 'unchanged', 'wrong'] as const
export type RowVerdict = (typeof rowVerdicts)[number]

export const sheetSummary = z.object({
  sheet: z.enum(intakeSheets),
  /** As the file calls it; empty for a CSV file. */
  sheetName: z.string(),
  counts: z.object({ new: z.int(), changed: z.int(), unchanged: z.int(), wrong: z.int() }),
  /** Example rows, totals, notes and repeated headings: read and left out. */
  ignored: z.int(),
  unknownColumns: z.array(z.string()),
  missingColumns: z.array(z.string()),
})
export type SheetSummary = z.output<typeof sheetSummary>

export const importSummary = z.object({
  format: z.enum(['xlsx', 'xls', 'csv']),
  /** How a CSV file's bytes were read. */
  encoding: z.string().nullable(),
  unknownSheets: z.array(z.string()),
  sheets: z.array(sheetSummary),
})
export type ImportSummary = z.output<typeof importSummary>

export const importStates = ['previewed', 'applied', 'undone'] as const

export const districtImport = z.object({
  id,
  fileName: z.string(),
  state: z.enum(importStates),
  summary: importSummary,
  /** A workbook with the wrong rows in red can be fetched. */
  hasMarked: z.boolean(),
  uploadedBy: z.string().nullable(),
  uploadedAt: instant,
  appliedAt: instant.nullable(),
  undoneAt: instant.nullable(),
})
export type DistrictImport = z.output<typeof districtImport>

export const importRow = z.object({
  sheet: z.enum(intakeSheets),
  /** As the spreadsheet program counts. */
  rowNumber: z.int(),
  verdict: z.enum(rowVerdicts),
  /** By what a clerk recognises the row: code or name. */
  label: z.string(),
  /** Column, what stands there today, what will stand there. Of a new row, what it brings. */
  fields: z.array(
    z.object({ column: z.string(), heading: z.string(), before: z.string(), after: z.string() }),
  ),
  /** With the heading that the clerk looks for in the file. */
  faults: z.array(intakeFault.extend({ heading: z.string() })),
})
export type ImportRow = z.output<typeof importRow>

/** Details of `intake.changed-since` and `intake.in-use`: the rows in the way, of very many only the first. */
export const importConflicts = z.object({
  total: z.int(),
  rows: z.array(z.object({ sheet: z.enum(intakeSheets), label: z.string() })),
})

const importId = { params: z.object({ importId: id }) }
const startedTask = z.object({ taskId: id })

export const districtTemplate = operation({
  id: 'intake.template',
  method: 'GET',
  path: '/api/intake/template',
  summary: '基础数据工作簿：空白模板，或带本区现有数据（改好再导入）',
  policy: withVerb('facts.import'),
  query: z.object({
    data: yesNo.optional().meta({ description: 'true 带本区现有数据' }),
    phones: yesNo.optional().meta({ description: 'true 连同手机号；须有查看手机号的权限，记入日志' }),
  }),
  reply: workbook,
  refusals: ['identity.verb-not-granted'],
})

export const uploadImport = operation({
  id: 'intake.upload',
  method: 'POST',
  path: '/api/imports',
  summary: '上传工作簿（.xlsx、.xls 或单张表的 CSV），读取并与现有数据比对；不写入任何数据',
  policy: withVerb('facts.import'),
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: true,
  reply: startedTask,
  refusals: ['request.too-large', 'intake.file-unreadable'],
})

export const listImports = operation({
  id: 'intake.list',
  method: 'GET',
  path: '/api/imports',
  summary: '导入记录，最近的在前',
  policy: withVerb('facts.import'),
  query: z.object(paging),
  reply: page(districtImport),
})

export const getImport = operation({
  id: 'intake.get',
  method: 'GET',
  path: '/api/imports/:importId',
  summary: '一次导入',
  policy: withVerb('facts.import'),
  ...importId,
  reply: districtImport,
  refusals: ['request.not-found'],
})

export const listImportRows = operation({
  id: 'intake.rows',
  method: 'GET',
  path: '/api/imports/:importId/rows',
  summary: '一次导入的新增、变动与有误的行',
  policy: withVerb('facts.import'),
  ...importId,
  query: z.object({
    ...paging,
    sheet: z.enum(intakeSheets).optional(),
    verdict: z.enum(['new', 'changed', 'wrong']).optional(),
  }),
  reply: page(importRow),
  refusals: ['request.not-found'],
})

export const markedImport = operation({
  id: 'intake.marked',
  method: 'GET',
  path: '/api/imports/:importId/marked',
  summary: '原工作簿，错行标红并写明错误原因',
  policy: withVerb('facts.import'),
  ...importId,
  reply: workbook,
  refusals: ['request.not-found'],
})

export const applyImport = operation({
  id: 'intake.apply',
  method: 'POST',
  path: '/api/imports/:importId/apply',
  summary: '写入比对结果中正确的行；一次写完，或一行不写',
  policy: withVerb('facts.import'),
  ...importId,
  reply: startedTask,
  refusals: ['request.not-found', 'intake.not-previewed', 'request.stale'],
})

export const undoImport = operation({
  id: 'intake.undo',
  method: 'POST',
  path: '/api/imports/:importId/undo',
  summary: '撤销整次导入；导入后又被改动的行须另行同意',
  policy: withVerb('facts.import'),
  ...importId,
  body: z.object({
    /** Rows that somebody changed since go back, too. */
    overwriteChanged: z.boolean().default(false),
  }),
  reply: startedTask,
  refusals: ['request.not-found', 'intake.not-applied', 'intake.changed-since', 'intake.in-use'],
})

export const discardImport = operation({
  id: 'intake.discard',
  method: 'DELETE',
  path: '/api/imports/:importId',
  summary: '放弃一次尚未写入的导入',
  policy: withVerb('facts.import'),
  ...importId,
  reply: 'nothing',
  refusals: ['request.not-found', 'intake.not-previewed'],
})
