import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderBlobs } from './blobs-folder.ts'
import { bundleSettings, listTables, quoted } from './bundle.ts'
import { withConnection, type Address } from './connect.ts'
import { newId } from './id.ts'
import { verifyJournal } from './journal.ts'
import { readMigrations } from './migrate.ts'
import { verifyBundle } from './read-bundle.ts'
import { restoreBundle } from './restore-bundle.ts'
import { testDatabase, type TestDatabase } from './testing.ts'
import { writeBundle } from './write-bundle.ts'

const folder = mkdtempSync(join(tmpdir(), 'cy-bundle-'))
const file = join(folder, 'full.tar.gz')
const photo = randomBytes(300_000)
const districtIds = [newId(), newId()]
const as = { program: '0.1.0', now: Date.UTC(2026, 2, 5) }
const sourceBlobs = folderBlobs(join(folder, 'source'))
let source: TestDatabase

beforeAll(async () => {
  source = await testDatabase()
  for (const [index, districtId] of districtIds.entries()) {
    await source.transact({ districtId }, async ({ query, journal }) => {
      const settings = JSON.stringify({ 座右铭: '引号"、反斜杠\\、制表\t、换行\n、😀' })
      await query
        .insertInto('districts')
        .values({ id: districtId, code: `11010${String(index)}`, name: '甲\t区\\N', settings })
        .execute()
      for (let line = 0; line < 400; line += 1) {
        journal.record({ verb: 'v', who: newId(), what: String(line), details: { text: 'x'.repeat(line) } })
      }
    })
  }
  await sourceBlobs.put(photo)
  await sourceBlobs.put(Buffer.alloc(0))
  await writeBundle(source.owner, sourceBlobs, file, as)
})
afterAll(async () => {
  await source.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Every row of every table as text, as the database's highest rights see it. */
function everything(address: Address): Promise<Record<string, unknown[]>> {
  return withConnection(address, async (client) => {
    await client.query(`BEGIN; ${bundleSettings}`)
    const tables: Record<string, unknown[]> = {}
    for (const { name, order } of await listTables(client)) {
      const { rows } = await client.query<{ row: string }>(
        `SELECT t::text AS row FROM ${quoted(name)} t ORDER BY ${order}`,
      )
      tables[name] = rows.map(({ row }) => row)
    }
    return tables
  })
}

async function inEmptyDatabase(work: (target: TestDatabase) => Promise<void>): Promise<void> {
  const target = await testDatabase()
  try {
    await work(target)
  } finally {
    await target.close()
  }
}

describe('a bundle', () => {
  test('restores elsewhere row by row, blobs and a journal that is whole', async () => {
    await inEmptyDatabase(async (target) => {
      const blobs = folderBlobs(join(folder, 'target'))
      const manifest = await restoreBundle(target.owner, blobs, file, { force: false })
      expect(await everything(target.superuser)).toEqual(await everything(source.superuser))
      expect(manifest.tables.find(({ name }) => name === 'journal')?.rows).toBe(800)
      expect(await blobs.read(manifest.blobs.find(({ bytes }) => bytes > 0)?.sha256 ?? '')).toEqual(photo)
      for (const districtId of districtIds) {
        const verdict = await target.read({ districtId }, ({ query }) => verifyJournal(query, districtId))
        expect(verdict).toMatchObject({ whole: true, lines: 400 })
      }
    })
  })

  test('leaves isolation, foreign keys and rights as migrations made them', async () => {
    const rules = (address: Address) =>
      withConnection(address, async (client) => {
        const { rows } = await client.query<{ rule: string }>(`
          SELECT format('%s %s %s', relname, relrowsecurity, relforcerowsecurity) AS rule FROM pg_class
            WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
          UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
          UNION ALL SELECT format('%s %s %s %s', polrelid::regclass, polname, polroles::regrole[], pg_get_expr(polqual, polrelid)) FROM pg_policy
          UNION ALL SELECT format('%s %s %s', table_name, grantee, privilege_type) FROM information_schema.table_privileges
            WHERE table_schema = 'public'
          ORDER BY 1`)
        return rows.map(({ rule }) => rule)
      })
    await inEmptyDatabase(async (target) => {
      const before = await rules(target.superuser)
      await restoreBundle(target.owner, folderBlobs(join(folder, 'target')), file, { force: false })
      expect(await rules(target.superuser)).toEqual(before)
    })
  })

  test('does not replace a database that has rows, unless told to', async () => {
    await inEmptyDatabase(async (target) => {
      const id = newId()
      await target.transact({ districtId: id }, ({ query }) =>
        query.insertInto('districts').values({ id, code: '999999', name: '旧区', settings: '{}' }).execute(),
      )
      const blobs = folderBlobs(join(folder, 'target'))
      const refused = restoreBundle(target.owner, blobs, file, { force: false })
      await expect(refused).rejects.toMatchObject({ code: 'restore.not-empty' })
      expect((await everything(target.superuser))['districts']).toHaveLength(1)
      await restoreBundle(target.owner, blobs, file, { force: true })
      expect(await everything(target.superuser)).toEqual(await everything(source.superuser))
    })
  })

  test('of an older schema is restored to it and then brought up to date', async () => {
    await inEmptyDatabase(async (target) => {
      const known = readMigrations()
      const newest = { version: known.length + 1, name: '9999-later', down: undefined, checksum: 'later' }
      const migrations = [
        ...known,
        { ...newest, up: `ALTER TABLE districts ADD COLUMN motto text DEFAULT '绿'` },
      ]
      await restoreBundle(target.owner, folderBlobs(join(folder, 'target')), file, {
        force: false,
        migrations,
      })
      const mottos = await withConnection(target.superuser, (client) =>
        client.query('SELECT motto FROM districts'),
      )
      expect(mottos.rows).toEqual([{ motto: '绿' }, { motto: '绿' }])
    })
  })

  test('of a schema this program does not know is refused', async () => {
    await inEmptyDatabase(async (target) => {
      const migrations = readMigrations().slice(0, -1)
      const refused = restoreBundle(target.owner, sourceBlobs, file, { force: true, migrations })
      await expect(refused).rejects.toMatchObject({ code: 'bundle.newer-than-program' })
    })
  })

  test('is of one moment: a row written meanwhile is in it with its journal line or not at all', async () => {
    const other = join(folder, 'busy.tar.gz')
    const [districtId] = districtIds
    if (districtId === undefined) throw new Error('no district')
    const busy = await testDatabase()
    await restoreBundle(busy.owner, folderBlobs(join(folder, 'busy')), file, { force: false })
    let writing = true
    const writer = (async () => {
      for (let line = 0; writing; line += 1) {
        await busy.transact({ districtId }, async ({ query, journal }) => {
          await query
            .updateTable('districts')
            .set({ name: String(line) })
            .where('id', '=', districtId)
            .execute()
          journal.record({ verb: 'v', who: null, what: String(line) })
        })
      }
    })()
    await writeBundle(busy.owner, folderBlobs(join(folder, 'busy')), other, as)
    writing = false
    await writer
    await busy.close()
    await inEmptyDatabase(async (target) => {
      await restoreBundle(target.owner, folderBlobs(join(folder, 'target')), other, { force: false })
      const verdict = await target.read({ districtId }, ({ query }) => verifyJournal(query, districtId))
      expect(verdict).toMatchObject({ whole: true })
    })
  })
})

describe('a damaged bundle changes nothing', () => {
  const whole = () => readFileSync(file)
  const damaged: [string, () => Buffer][] = [
    ['cut short', () => whole().subarray(0, -2000)],
    [
      'one byte changed in the middle',
      () => Buffer.from(whole().map((byte, at) => (at === 200_000 ? byte ^ 1 : byte))),
    ],
    ['not a bundle', () => Buffer.from('hello')],
    ['empty', () => Buffer.alloc(0)],
  ]
  test.each(damaged)('%s', async (name, content) => {
    const broken = join(folder, `${name}.tar.gz`)
    writeFileSync(broken, content())
    await inEmptyDatabase(async (target) => {
      const blobs = join(folder, `blobs of ${name}`)
      const refused = restoreBundle(target.owner, folderBlobs(blobs), broken, { force: true })
      await expect(refused).rejects.toMatchObject({ name: 'BundleFault' })
      expect((await everything(target.superuser))['districts']).toEqual([])
      expect(readdirSync(folder)).not.toContain(`blobs of ${name}`)
    })
  })

  test('a bundle that could not be finished leaves no file behind', async () => {
    const target = join(folder, 'unfinished.tar.gz')
    const broken = { ...sourceBlobs, stream: () => Promise.reject(new Error('gone')) }
    await expect(writeBundle(source.owner, broken, target, as)).rejects.toThrow('gone')
    expect(readdirSync(folder).filter((name) => name.startsWith('unfinished'))).toEqual([])
  })
})

test('a manifest counts what is in the bundle', async () => {
  const manifest = await verifyBundle(file)
  expect(manifest.tables.find(({ name }) => name === 'districts')).toMatchObject({ rows: 2 })
  expect(manifest.blobs).toHaveLength(2)
})
