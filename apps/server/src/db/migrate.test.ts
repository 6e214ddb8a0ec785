import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withConnection } from './connect.ts'
import { migrate, migrateDown, readMigrations, type Migration } from './migrate.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

const real = readMigrations()
const folder = mkdtempSync(join(tmpdir(), 'cy-migrations-'))
let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The real migrations and one more. */
function withOneMore(up: string, down?: string): Migration[] {
  const version = real.length + 1
  const checksum = createHash('sha256').update(up).digest('hex')
  return [...real, { version, name: `${String(version).padStart(4, '0')}-more`, up, down, checksum }]
}

function run(migrations: readonly Migration[]) {
  return withConnection(database.owner, (owner) => migrate(owner, migrations))
}

async function aFreshDatabase(work: (fresh: TestDatabase) => Promise<void>): Promise<void> {
  const fresh = await testDatabase()
  try {
    await work(fresh)
  } finally {
    await fresh.close()
  }
}

describe('migrations', () => {
  test('are taken once by four starters at the same time', async () => {
    await aFreshDatabase(async (fresh) => {
      const migrations = withOneMore('CREATE TABLE once (id integer PRIMARY KEY)')
      const starters = Array.from({ length: 4 }, () =>
        withConnection(fresh.owner, (owner) => migrate(owner, migrations)),
      )
      const taken = await Promise.all(starters)
      expect(taken.flat()).toEqual([migrations.at(-1)?.name])
    })
  })

  test('that fail are named with the reason and leave nothing', async () => {
    const broken = withOneMore('CREATE TABLE half (id integer); CREATE TABLE half (id integer)')
    await expect(run(broken)).rejects.toMatchObject({
      code: 'database.migration-failed',
      details: { migration: broken.at(-1)?.name, reason: 'relation "half" already exists' },
    })
    const left = await withConnection(database.owner, (owner) =>
      owner.query(`SELECT to_regclass('half') AS half`),
    )
    expect(left.rows).toEqual([{ half: null }])
  })

  test('must not change after they were taken', async () => {
    const [first, ...others] = real
    if (first === undefined) throw new Error('no migrations')
    await expect(run([{ ...first, checksum: 'other' }, ...others])).rejects.toMatchObject({
      code: 'database.migration-changed',
      details: { migration: first.name },
    })
  })

  test('unknown to an older program keep it from starting', async () => {
    await expect(run(real.slice(0, -1))).rejects.toMatchObject({ code: 'database.newer-than-program' })
  })

  test('all lead back down to nothing and up again', async () => {
    await aFreshDatabase(async (fresh) => {
      await withConnection(fresh.owner, async (owner) => {
        expect(await migrateDown(owner, 0)).toHaveLength(real.length)
        const left = await owner.query(
          `SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace`,
        )
        expect(left.rows).toEqual([{ relname: 'schema_migrations' }])
        expect(await migrate(owner)).toEqual(real.map(({ name }) => name))
      })
    })
  })

  test.each([
    ['a gap', ['0001-a.up.sql', '0003-b.up.sql'], '0003-b.up.sql'],
    ['a number used twice', ['0001-a.up.sql', '0001-b.up.sql'], '0001-b.up.sql'],
    ['a name of another form', ['0001-a.up.sql', 'fix.sql'], 'fix.sql'],
  ])('with %s are refused', (name, files, named) => {
    const directory = mkdtempSync(join(folder, `${name} `))
    for (const file of files) writeFileSync(join(directory, file), 'SELECT 1')
    expect(() => readMigrations(directory)).toThrow(named)
  })
})
