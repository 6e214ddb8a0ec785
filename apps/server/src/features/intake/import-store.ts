import {
  importRow,
  intakeFault,
  intakeSheets,
  importSummary,
  type DistrictImport,
  type ImportRow,
  type ImportSummary,
  type IntakeSheet,
} from '@chuangyuan/contract/intake'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { CompiledQuery, type Kysely } from 'kysely'
import { z } from 'zod'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'
import type { FactChange } from './compare/draft.ts'
import type { JudgedRow } from './compare/fault.ts'
import { factTables, parseFact, type FactTable } from './fact-row.ts'

export interface StoredImport extends DistrictImport {
  readonly markedBlob: string | null
}

/** Small enough that building a statement keeps nobody waiting. */
const rowsPerStatement = 1_000

/** Imports with what they show and what they write. */
export function importStore(query: Kysely<Tables>, districtId: string) {
  const imports = query
    .selectFrom('imports')
    .leftJoin('accounts', (join) =>
      join
        .onRef('accounts.district_id', '=', 'imports.district_id')
        .onRef('accounts.id', '=', 'imports.uploaded_by'),
    )
    .where('imports.district_id', '=', districtId)
    .select([
      'imports.id',
      'imports.file_name',
      'imports.state',
      'imports.summary',
      'imports.marked_blob',
      'accounts.name as uploader',
      'imports.uploaded_at',
      'imports.applied_at',
      'imports.undone_at',
    ])
  const own = (importId: string) =>
    query.updateTable('imports').where('district_id', '=', districtId).where('id', '=', importId)

  async function putAll(table: 'import_rows' | 'import_changes', columns: readonly string[], rows: Cell[][]) {
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      const parameters: Cell[] = [districtId]
      const tuples = rows
        .slice(start, start + rowsPerStatement)
        .map((cells) => `($1, ${cells.map((cell) => `$${String(parameters.push(cell))}`).join(', ')})`)
      const head = `INSERT INTO ${table} (district_id, ${columns.join(', ')}) VALUES `
      await query.executeQuery(CompiledQuery.raw(head + tuples.join(', '), parameters))
    }
  }

  return {
    async list(offset: number, limit: number): Promise<{ rows: StoredImport[]; total: number }> {
      const { total } = await query
        .selectFrom('imports')
        .select((select) => select.fn.countAll<number>().as('total'))
        .where('district_id', '=', districtId)
        .executeTakeFirstOrThrow()
      const rows = await imports
        .orderBy('imports.uploaded_at', 'desc')
        .orderBy('imports.id', 'desc')
        .offset(offset)
        .limit(limit)
        .execute()
      return { rows: rows.map(importOf), total }
    },

    async one(importId: string): Promise<StoredImport | undefined> {
      const row = await imports.where('imports.id', '=', importId).executeTakeFirst()
      return row === undefined ? undefined : importOf(row)
    },

    /** Two imports are never written at the same time: the second sees what the first has written. */
    async lockAll(): Promise<void> {
      await query
        .selectFrom('imports')
        .select('id')
        .where('district_id', '=', districtId)
        .orderBy('id')
        .forUpdate()
        .execute()
    },

    async add(made: {
      readonly id: string
      readonly fileName: string
      readonly fileBlob: string
      readonly markedBlob: string | null
      readonly summary: ImportSummary
      readonly uploadedBy: string
      readonly uploadedAt: Date
    }): Promise<void> {
      await query
        .insertInto('imports')
        .values({
          district_id: districtId,
          id: made.id,
          file_name: made.fileName,
          file_blob: made.fileBlob,
          marked_blob: made.markedBlob,
          state: 'previewed',
          summary: JSON.stringify(made.summary),
          uploaded_by: made.uploadedBy,
          uploaded_at: made.uploadedAt,
          applied_at: null,
          undone_at: null,
        })
        .execute()
    },

    async addRows(importId: string, rows: readonly JudgedRow[]): Promise<void> {
      const cells = rows.map((row, seq): Cell[] => [
        importId,
        seq,
        row.sheet,
        row.rowNumber,
        row.verdict,
        row.label,
        JSON.stringify(row.fields),
        JSON.stringify(row.faults),
      ])
      await putAll(
        'import_rows',
        ['import_id', 'seq', 'sheet', 'row_number', 'verdict', 'label', 'fields', 'faults'],
        cells,
      )
    },

    async rows(
      importId: string,
      filter: {
        readonly sheet?: IntakeSheet | undefined
        readonly verdict?: 'new' | 'changed' | 'wrong' | undefined
        readonly search?: string | undefined
        readonly offset: number
        readonly limit: number
      },
    ): Promise<{ rows: ImportRow[]; total: number }> {
      let found = query
        .selectFrom('import_rows')
        .where('district_id', '=', districtId)
        .where('import_id', '=', importId)
      if (filter.sheet !== undefined) found = found.where('sheet', '=', filter.sheet)
      if (filter.verdict !== undefined) found = found.where('verdict', '=', filter.verdict)
      if (filter.search !== undefined && filter.search !== '') {
        found = found.where('label', 'like', containing(filter.search))
      }
      const { total } = await found
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const rows = await found
        .select(['sheet', 'row_number as rowNumber', 'verdict', 'label', 'fields', 'faults'])
        .orderBy('seq')
        .offset(filter.offset)
        .limit(filter.limit)
        .execute()
      return { rows: rows.map((row) => importRow.parse(withHeadings(row))), total }
    },

    async addChanges(importId: string, changes: readonly FactChange[]): Promise<void> {
      const cells = changes.map(({ table, id, before, after }, seq): Cell[] => [
        importId,
        seq,
        table,
        id,
        before === undefined ? null : JSON.stringify(before),
        after === undefined ? null : JSON.stringify(after),
      ])
      await putAll('import_changes', ['import_id', 'seq', 'table_name', 'row_id', 'before', 'after'], cells)
    },

    async changes(importId: string): Promise<FactChange[]> {
      const rows = await query
        .selectFrom('import_changes')
        .select(['table_name', 'row_id', 'before', 'after'])
        .where('district_id', '=', districtId)
        .where('import_id', '=', importId)
        .orderBy('seq')
        .execute()
      return rows.map(({ table_name, row_id, before, after }) => {
        const table = factTableNamed(table_name)
        return {
          table,
          id: row_id,
          before: before === null ? undefined : parseFact(table, before),
          after: after === null ? undefined : parseFact(table, after),
        }
      })
    },

    async setApplied(importId: string, at: Date): Promise<void> {
      await own(importId).set({ state: 'applied', applied_at: at }).execute()
    },

    async setUndone(importId: string, at: Date): Promise<void> {
      await own(importId).set({ state: 'undone', undone_at: at }).execute()
    },

    async remove(importId: string): Promise<void> {
      for (const table of ['import_changes', 'import_rows'] as const) {
        await query
          .deleteFrom(table)
          .where('district_id', '=', districtId)
          .where('import_id', '=', importId)
          .execute()
      }
      await query
        .deleteFrom('imports')
        .where('district_id', '=', districtId)
        .where('id', '=', importId)
        .execute()
    },
  }
}

/** The headings are those of the template; they are not kept with every row. */
function withHeadings<
  Row extends { readonly sheet: string; readonly fields: unknown; readonly faults: unknown },
>(row: Row) {
  const sheet = intakeSheet.parse(row.sheet)
  const headings = new Map<string, string>(
    districtWorkbook[sheet].columns.map(({ key, heading }) => [key, heading]),
  )
  const headed = <Value extends { readonly column: string | null }>(value: Value) => ({
    ...value,
    heading: value.column === null ? '' : (headings.get(value.column) ?? value.column),
  })
  return {
    ...row,
    fields: storedFields.parse(row.fields).map(headed),
    faults: storedFaults.parse(row.faults).map(headed),
  }
}

const intakeSheet = z.enum(intakeSheets)
const storedFields = z.array(z.object({ column: z.string(), before: z.string(), after: z.string() }))
const storedFaults = z.array(intakeFault)

type Cell = string | number | null

function factTableNamed(text: string): FactTable {
  const table = factTables.find((each) => each === text)
  if (table === undefined) throw new Error(`no list is called ${text}`)
  return table
}

function importOf(row: {
  id: string
  file_name: string
  state: 'previewed' | 'applied' | 'undone'
  summary: unknown
  marked_blob: string | null
  uploader: string | null
  uploaded_at: Date
  applied_at: Date | null
  undone_at: Date | null
}): StoredImport {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    summary: importSummary.parse(row.summary),
    hasMarked: row.marked_blob !== null,
    markedBlob: row.marked_blob,
    uploadedBy: row.uploader,
    uploadedAt: row.uploaded_at.getTime(),
    appliedAt: row.applied_at?.getTime() ?? null,
    undoneAt: row.undone_at?.getTime() ?? null,
  }
}
