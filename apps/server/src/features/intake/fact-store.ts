import { CompiledQuery, type Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import { factRows, parseFact, type AnyFactRow, type FactRow, type FactTable } from './fact-row.ts'

/** The protocol allows 65,535; fewer, so that building one statement keeps nobody waiting. */
const usualParameters = 20_000

type StoredTable = FactTable | 'site_roles'
type Cell = string | number | boolean | null

/** `roles` are rows of their own; everything else of a fact is a column. */
function columnsOf(table: FactTable): readonly string[] {
  return Object.keys(factRows[table].shape).filter((column) => column !== 'roles')
}

const roleColumns = ['site_id', 'role', 'place', 'unit_id', 'post_id']

/**
 * Rows of the district's lists in bulk. Statements are written as text with numbered parameters: twenty thousand
 * sites are half a million values, too many to build as a query tree.
 */
export function factStore(query: Kysely<Tables>, districtId: string) {
  async function put(
    table: StoredTable,
    columns: readonly string[],
    rows: readonly (readonly Cell[])[],
    replace: boolean,
  ): Promise<void> {
    const names = ['district_id', ...columns]
    const head = `INSERT INTO ${table} (${names.join(', ')}) VALUES `
    const tail = replace
      ? ` ON CONFLICT (district_id, id) DO UPDATE SET ${columns
          .filter((column) => column !== 'id')
          .map((column) => `${column} = excluded.${column}`)
          .join(', ')}`
      : ''
    const perStatement = Math.floor((usualParameters - 1) / columns.length)
    for (let start = 0; start < rows.length; start += perStatement) {
      const part = rows.slice(start, start + perStatement)
      const parameters: Cell[] = [districtId]
      const tuples = part.map((cells) => {
        const places = cells.map((cell) => `$${String(parameters.push(cell))}`)
        return `($1, ${places.join(', ')})`
      })
      await query.executeQuery(CompiledQuery.raw(head + tuples.join(', ') + tail, parameters))
    }
  }

  async function putRoles(sites: readonly FactRow<'sites'>[]): Promise<void> {
    const rows = sites.flatMap(({ id, roles }) =>
      roles.map(({ role, place, unit_id, post_id }) => [id, role, place, unit_id, post_id]),
    )
    await put('site_roles', roleColumns, rows, false)
  }

  async function removeRoles(ids: readonly string[]): Promise<void> {
    await eachPart(ids, (part) =>
      query
        .deleteFrom('site_roles')
        .where('district_id', '=', districtId)
        .where('site_id', 'in', part)
        .execute(),
    )
  }

  async function withRoles(rows: readonly Record<string, unknown>[]): Promise<Record<string, unknown>[]> {
    const roles = await query
      .selectFrom('site_roles')
      .select(['site_id', 'role', 'place', 'unit_id', 'post_id'])
      .where('district_id', '=', districtId)
      .orderBy('site_id')
      .orderBy('role')
      .orderBy('place')
      .execute()
    const bySite = Map.groupBy(roles, ({ site_id }) => site_id)
    return rows.map((row) => ({ ...row, roles: bySite.get(String(row['id'])) ?? [] }))
  }

  return {
    /** All rows of a list, sites with their roles. `lock` keeps them as they are until the transaction ends. */
    async all<Table extends FactTable>(table: Table, lock = false): Promise<FactRow<Table>[]> {
      const { rows } = await query.executeQuery<Record<string, unknown>>(
        CompiledQuery.raw(
          `SELECT ${columnsOf(table).join(', ')} FROM ${table} WHERE district_id = $1 ORDER BY id${lock ? ' FOR UPDATE' : ''}`,
          [districtId],
        ),
      )
      const whole = table === 'sites' ? await withRoles(rows) : rows
      return whole.map((row) => parseFact(table, row))
    },

    async add<Table extends FactTable>(table: Table, rows: readonly FactRow<Table>[]): Promise<void> {
      await put(
        table,
        columnsOf(table),
        rows.map((row) => cellsOf(table, row)),
        false,
      )
      await putRoles(sitesAmong(rows))
    },

    async replace<Table extends FactTable>(table: Table, rows: readonly FactRow<Table>[]): Promise<void> {
      await put(
        table,
        columnsOf(table),
        rows.map((row) => cellsOf(table, row)),
        true,
      )
      const sites = sitesAmong(rows)
      await removeRoles(sites.map(({ id }) => id))
      await putRoles(sites)
    },

    async remove(table: FactTable, ids: readonly string[]): Promise<void> {
      if (table === 'sites') await removeRoles(ids)
      await eachPart(ids, (part) =>
        query.deleteFrom(table).where('district_id', '=', districtId).where('id', 'in', part).execute(),
      )
    },
  }
}

function sitesAmong(rows: readonly AnyFactRow[]): FactRow<'sites'>[] {
  return rows.flatMap((row) => ('roles' in row ? [row] : []))
}

function cellsOf(table: FactTable, row: AnyFactRow): Cell[] {
  const cells = new Map<string, unknown>(Object.entries(row))
  return columnsOf(table).map((column) => cellOf(cells.get(column)))
}

function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return JSON.stringify(value)
}

async function eachPart(
  ids: readonly string[],
  work: (part: readonly string[]) => Promise<unknown>,
): Promise<void> {
  for (let start = 0; start < ids.length; start += 10_000) await work(ids.slice(start, start + 10_000))
}
