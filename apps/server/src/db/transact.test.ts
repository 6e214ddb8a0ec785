import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connect, withConnection } from './connect.ts'
import { newId } from './id.ts'
import { insertRows } from './insert-rows.ts'
import { testDatabase, type TestDatabase } from './testing.ts'
import type { Tx } from './transact.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

let lastCode = 100_000

async function found({ query, districtId }: Pick<Tx, 'query' | 'districtId'>, name = '甲区'): Promise<void> {
  lastCode += 1
  await query
    .insertInto('districts')
    .values({ id: districtId, code: String(lastCode), name, settings: '{}' })
    .execute()
}

async function aDistrict(): Promise<string> {
  const districtId = newId()
  await database.transact({ districtId }, (tx) => found(tx))
  return districtId
}

describe('row-level security by district', () => {
  test('a request sees its own district and no other', async () => {
    const [own, foreign] = [await aDistrict(), await aDistrict()]
    const seen = await database.read({ districtId: own }, ({ query }) =>
      query.selectFrom('districts').select('id').execute(),
    )
    expect(seen).toEqual([{ id: own }])
    expect(seen).not.toContainEqual({ id: foreign })
  })

  test('a row of a foreign district is neither inserted nor changed', async () => {
    const [own, foreign] = [await aDistrict(), await aDistrict()]
    const insert = database.transact({ districtId: own }, (tx) => found({ ...tx, districtId: newId() }))
    await expect(insert).rejects.toMatchObject({ code: '42501' })
    const update = await database.transact({ districtId: own }, ({ query }) =>
      query.updateTable('districts').set({ name: '篡改' }).where('id', '=', foreign).executeTakeFirst(),
    )
    expect(update.numUpdatedRows).toBe(0n)
  })

  test('a row cannot be moved to a foreign district', async () => {
    const [own, foreign] = [await aDistrict(), await aDistrict()]
    await withConnection(database.login, async (client) => {
      await client.query(`BEGIN; SET LOCAL ROLE chuangyuan_app; SET LOCAL app.district = '${own}'`)
      const move = client.query('UPDATE districts SET id = $1 WHERE id = $2', [newId(), own])
      await expect(move).rejects.toMatchObject({ code: '42501' })
      expect(foreign).not.toBe(own)
    })
  })

  test('without a district nothing is seen and nothing is written', async () => {
    await aDistrict()
    await withConnection(database.login, async (client) => {
      await client.query('BEGIN; SET LOCAL ROLE chuangyuan_app')
      expect((await client.query('SELECT 1 FROM districts')).rowCount).toBe(0)
      const insert = client.query(`INSERT INTO districts VALUES ($1, '999999', '乙区', '{}')`, [newId()])
      await expect(insert).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('the sign-in of the server has no right of its own', async () => {
    await withConnection(database.login, async (client) => {
      await expect(client.query('SELECT 1 FROM districts')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('SET ROLE chuangyuan_owner')).rejects.toMatchObject({ code: '42501' })
    })
  })

  test('the owner sees no row either until it says that it works on every district', async () => {
    await aDistrict()
    await withConnection(database.owner, async (client) => {
      expect((await client.query('SELECT 1 FROM districts')).rowCount).toBe(0)
      await client.query(`BEGIN; SET LOCAL app.every_district = 'yes'`)
      expect((await client.query('SELECT 1 FROM districts')).rowCount).toBeGreaterThan(0)
    })
  })

  test('the application cannot claim to work on every district', async () => {
    const districtId = await aDistrict()
    await aDistrict()
    await withConnection(database.login, async (client) => {
      await client.query(`BEGIN; SET LOCAL ROLE chuangyuan_app; SET LOCAL app.district = '${districtId}'`)
      await client.query(`SET LOCAL app.every_district = 'yes'`)
      expect((await client.query('SELECT 1 FROM districts')).rowCount).toBe(1)
    })
  })

  test('every table of a district is protected, forced, keyed by district first, and has its policies', async () => {
    const unprotected = await withConnection(database.superuser, async (client) => {
      const { rows } = await client.query<{ name: string }>(`
        SELECT c.relname AS name FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'district_id' AND NOT a.attisdropped
        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND NOT (
          c.relrowsecurity AND c.relforcerowsecurity
          AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'own_district'
            AND p.polroles = ARRAY['chuangyuan_app'::regrole::oid]
            AND pg_get_expr(p.polqual, c.oid) LIKE '(district_id = %app.district%'
            AND pg_get_expr(p.polwithcheck, c.oid) LIKE '(district_id = %app.district%')
          AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid
            AND p.polname NOT IN ('own_district', 'every_district', 'sign_in'))
          AND EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary AND i.indkey[0] = a.attnum)
          AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.oid AND i.indisunique AND i.indkey[0] <> a.attnum)
        )`)
      return rows.map(({ name }) => name)
    })
    expect(unprotected).toEqual([])
  })

  test('what signing in may reach is this list and no more', async () => {
    const reach = await withConnection(database.superuser, async (client) => {
      const { rows } = await client.query<{ name: string }>(`
        SELECT DISTINCT table_name::text AS name FROM information_schema.column_privileges
        WHERE grantee = 'chuangyuan_sign_in' ORDER BY 1`)
      return rows.map(({ name }) => name)
    })
    expect(reach).toMatchInlineSnapshot(`
      [
        "districts",
        "installation",
      ]
    `)
  })

  test('before a district is known, districts can be listed; they cannot be changed, and the rest stays closed', async () => {
    const districtId = await aDistrict()
    const listed = await database.identify(({ query }) =>
      query.selectFrom('districts').select(['id', 'name']).execute(),
    )
    expect(listed).toContainEqual({ id: districtId, name: '甲区' })
    const change = database.identify(({ query }) =>
      query.updateTable('districts').set({ name: '乙' }).execute(),
    )
    await expect(change).rejects.toMatchObject({ code: '42501' })
    const journal = database.identify(({ query }) => query.selectFrom('journal').selectAll().execute())
    await expect(journal).rejects.toMatchObject({ code: '42501' })
  })
})

describe('transactions', () => {
  test('an error takes back everything, the journal too', async () => {
    const districtId = newId()
    const attempt = database.transact({ districtId }, async (tx) => {
      await found(tx)
      tx.journal.record({ verb: 'district.founded', who: null, what: districtId })
      throw new Error('no')
    })
    await expect(attempt).rejects.toThrow('no')
    const rows = await database.read({ districtId }, ({ query }) =>
      query.selectFrom('districts').selectAll().execute(),
    )
    expect(rows).toEqual([])
  })

  test('reading cannot write', async () => {
    const districtId = newId()
    const write = database.read({ districtId }, (tx) => found(tx))
    await expect(write).rejects.toMatchObject({ code: '25006' })
  })

  test('a district id that is not one never reaches the database', async () => {
    const attempt = database.transact({ districtId: `'; DROP TABLE journal; --` }, () => Promise.resolve())
    await expect(attempt).rejects.toThrow('not a district id')
  })

  test('the district does not outlive its transaction on a connection', async () => {
    const districtId = await aDistrict()
    await database.read({ districtId }, () => Promise.resolve())
    const client = await connect(database.login)
    await client.query(
      `BEGIN; SET LOCAL ROLE chuangyuan_app; SET LOCAL app.district = '${districtId}'; COMMIT`,
    )
    const { rows } = await client.query<{ district: string }>(
      `SELECT current_setting('app.district', true) AS district`,
    )
    expect(rows).toEqual([{ district: '' }])
    await client.end()
  })

  test('two that deadlock both succeed in the end', async () => {
    const [districtId] = [await aDistrict()]
    await database.transact({ districtId }, ({ journal }) => {
      journal.record({ verb: 'a', who: null, what: 'x' })
      return Promise.resolve()
    })
    const touch = (tx: Tx, table: 'districts' | 'journal_heads') =>
      table === 'districts'
        ? tx.query.selectFrom('districts').select('id').forUpdate().execute()
        : tx.query.selectFrom('journal_heads').select('seq').forUpdate().execute()
    let waiting = 0
    const both = Promise.withResolvers<undefined>()
    const meet = async () => {
      waiting += 1
      if (waiting === 2) both.resolve(undefined)
      await both.promise
    }
    const crossing = (first: 'districts' | 'journal_heads', second: 'districts' | 'journal_heads') =>
      database.transact({ districtId }, async (tx) => {
        await touch(tx, first)
        await meet()
        await touch(tx, second)
        return 'done'
      })
    const outcome = await Promise.all([
      crossing('districts', 'journal_heads'),
      crossing('journal_heads', 'districts'),
    ])
    expect(outcome).toEqual(['done', 'done'])
    expect(waiting).toBeGreaterThan(2)
  })

  test('a statement that takes too long is stopped', async () => {
    const slow = database.read({ districtId: newId(), statementMs: 50 }, ({ query }) =>
      query.selectNoFrom(sql`pg_sleep(2)`.as('slept')).execute(),
    )
    await expect(slow).rejects.toMatchObject({ code: '57014' })
  })

  test('more rows than one statement has parameters for arrive all the same', async () => {
    const districtId = await aDistrict()
    const count = 8000
    const rows = Array.from({ length: count }, (_, index) => ({
      district_id: districtId,
      seq: index + 1,
      at: new Date(0),
      who: null,
      verb: 'many',
      what: String(index),
      details: '{}',
      prev_hash: Buffer.alloc(32),
      hash: Buffer.alloc(32),
    }))
    const inserted = await database.transact({ districtId }, async ({ query }) => {
      await insertRows(query, 'journal', rows)
      return query
        .selectFrom('journal')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirst()
    })
    expect(inserted).toEqual({ count })
  })

  test('what was answered is on the disk, even where many commit together', async () => {
    const kept = await testDatabase()
    // As in a real cluster; the one of the tests waits for no disk.
    await withConnection(kept.superuser, (client) =>
      client.query(`ALTER DATABASE ${kept.name} SET synchronous_commit = on`),
    )
    const behind = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const districtId = newId()
        const written = await kept.transact({ districtId, commit: 'together' }, async (tx) => {
          await found(tx)
          const { rows } = await sql<{ at: string }>`SELECT pg_current_wal_insert_lsn() AS at`.execute(
            tx.query,
          )
          return rows[0]?.at
        })
        const { rows } = await kept.read({ districtId }, ({ query }) =>
          sql<{ behind: boolean }>`SELECT pg_current_wal_flush_lsn() < ${written} AS behind`.execute(query),
        )
        return rows[0]?.behind
      }),
    )
    await kept.close()
    expect(behind.filter((each) => each !== false)).toEqual([])
  })
})

describe('values', () => {
  test('whole numbers, decimals and days arrive as a program wants them', async () => {
    const row = await withConnection(database.superuser, async (client) => {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT
        9007199254740991::bigint AS whole, 12.50::numeric AS part, '2026-03-05'::date AS day,
        ARRAY['2026-03-05', NULL]::date[] AS days, ARRAY[1, 2]::bigint[] AS wholes, avg(x) AS mean FROM (VALUES (1), (2), (2)) v (x)`)
      return rows[0]
    })
    expect(row).toEqual({
      whole: 9_007_199_254_740_991,
      part: 12.5,
      day: '2026-03-05',
      days: ['2026-03-05', null],
      wholes: [1, 2],
      mean: 5 / 3,
    })
  })

  test('a whole number that would be rounded is an error', async () => {
    const read = withConnection(database.superuser, (client) =>
      client.query('SELECT 9007199254740993::bigint'),
    )
    await expect(read).rejects.toThrow('2^53')
  })
})
