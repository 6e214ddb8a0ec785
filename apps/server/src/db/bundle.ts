import type { Readable } from 'node:stream'
import type { ClientBase } from 'pg'
import { z } from 'zod'

/**
 * The backup bundle: one gzipped tar with
 *
 *   tables/<name>/000001.copy …   PostgreSQL's COPY text, rows in the order of the primary key
 *   blobs/<sha256>                files beside the rows
 *   manifest.json                 last: what the rest must amount to
 *
 * Text, and not a dump of one server's files, so that it goes into any later
 * PostgreSQL, embedded or not. A bundle cut short has no manifest.
 */
export const bundleFormat = 'chuangyuan-bundle/1'
export const manifestName = 'manifest.json'

const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const count = z.int().min(0)

export const manifestSchema = z.object({
  format: z.literal(bundleFormat),
  createdAt: z.iso.datetime(),
  /** Version of the program that wrote it. */
  program: z.string(),
  postgres: z.string(),
  /** The steps the schema had taken; its version is their number. */
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  tables: z.array(
    z.object({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      columns: z.array(z.string()).min(1),
      rows: count,
      bytes: count,
      sha256,
    }),
  ),
  blobs: z.array(z.object({ sha256, bytes: count })),
})

export type Manifest = z.infer<typeof manifestSchema>
export type BundledTable = Manifest['tables'][number]

interface BundleFaults {
  'bundle.unreadable': { readonly file: string; readonly reason: string }
  'bundle.damaged': { readonly file: string; readonly entry: string }
  'bundle.newer-than-program': { readonly migration: string }
  'restore.not-empty': { readonly table: string }
  'restore.in-use': { readonly database: string }
  'restore.differs': { readonly table: string; readonly expected: string; readonly found: string }
}

const sentences: { readonly [Code in keyof BundleFaults]: (details: BundleFaults[Code]) => string } = {
  'bundle.unreadable': ({ file, reason }) => `${file} 不是可用的备份文件（${reason}）。`,
  'bundle.damaged': ({ file, entry }) => `${file} 已损坏：${entry} 与校验值不符。没有恢复任何内容。`,
  'bundle.newer-than-program': ({ migration }) =>
    `备份来自更新或不同的程序（含未知的数据库迁移 ${migration}）。请先升级程序。`,
  'restore.not-empty': ({ table }) =>
    `目标数据库不是空的（${table} 有数据）。确认要整体替换时请加 --force；现有数据会被删除。`,
  'restore.in-use': ({ database }) => `${database} 正在使用中。请先停止服务再恢复。`,
  'restore.differs': ({ table, expected, found }) =>
    `恢复后的 ${table} 与备份不一致（应为 ${expected}，实为 ${found}），已全部撤回。`,
}

/** A bundle cannot be restored; the database is as it was. */
export class BundleFault<Code extends keyof BundleFaults = keyof BundleFaults> extends Error {
  override readonly name = 'BundleFault'
  readonly code: Code
  readonly details: BundleFaults[Code]

  constructor(code: Code, details: BundleFaults[Code], cause?: unknown) {
    super(`${code} ${sentences[code](details)}`, { cause })
    this.code = code
    this.details = details
  }
}

/** A table as the catalogue has it. */
export interface CatalogueTable {
  readonly name: string
  /** Without those the database computes itself. */
  readonly columns: readonly string[]
  /** SQL for the order of the primary key, the same under every collation. */
  readonly order: string
  readonly forced: boolean
}

/** Every table but the record of migrations, which a restore writes by migrating. */
export async function listTables(client: ClientBase): Promise<readonly CatalogueTable[]> {
  const { rows } = await client.query<CatalogueTable>(`
    SELECT c.relname::text AS name, c.relforcerowsecurity AS forced,
      array_agg(a.attname::text ORDER BY a.attnum) AS columns,
      (SELECT string_agg(format('%I', k.attname) || CASE WHEN k.attcollation <> 0 THEN ' COLLATE "C"' ELSE '' END,
          ', ' ORDER BY array_position(i.indkey::int2[], k.attnum))
        FROM pg_index i JOIN pg_attribute k ON k.attrelid = c.oid AND k.attnum = ANY (i.indkey)
        WHERE i.indrelid = c.oid AND i.indisprimary) AS "order"
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attgenerated = ''
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace
      AND c.relname <> 'schema_migrations'
    GROUP BY c.oid ORDER BY c.relname COLLATE "C"`)
  return rows
}

/** `COPY` that gives the same text for the same rows on every server. */
export function copyOut({ name, columns, order }: CatalogueTable): string {
  return `COPY (SELECT ${columns.map(quoted).join(', ')} FROM public.${quoted(name)} ORDER BY ${order}) TO STDOUT`
}

export function copyIn({ name, columns }: BundledTable): string {
  return `COPY public.${quoted(name)} (${columns.map(quoted).join(', ')}) FROM STDIN`
}

/** What the text of a value depends on, and the owner's word that it means every district. */
export const bundleSettings = `
  SET LOCAL app.every_district = 'yes';
  SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC';
  SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL statement_timeout = 0`

/** A byte stream's pieces, typed as what they are. */
export function chunksOf(stream: Readable): AsyncIterable<Buffer> {
  return stream
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`
}
