import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from './id.ts'
import { insertRows } from './insert-rows.ts'
import { sentAhead } from './send-ahead.ts'
import { testDatabase, type TestDatabase } from './testing.ts'
import type { Tx } from './transact.ts'

let database: TestDatabase
const districtId = newId()

beforeAll(async () => {
  database = await testDatabase()
  const district = { id: districtId, code: '100001', name: '甲区', settings: '{}' }
  await database.transact({ districtId }, ({ query }) => insertRows(query, 'districts', [district]))
})
afterAll(() => database.close())

/** A setting of the district that a statement sent ahead writes. */
function write({ query }: Tx, mark: string) {
  const update = query.updateTable('districts').set({ settings: JSON.stringify({ mark }) })
  return query.executeQuery(sentAhead(update.where('id', '=', districtId).compile()))
}

function fail({ query }: Tx) {
  const again = { id: districtId, code: '100002', name: '乙区', settings: '{}' }
  return insertRows(query, 'districts', [again])
}

async function written(): Promise<unknown> {
  const row = await database.read({ districtId }, ({ query }) =>
    query.selectFrom('districts').select('settings').executeTakeFirstOrThrow(),
  )
  return row.settings
}

describe('a statement sent ahead', () => {
  test('is seen by the next one and committed with it', async () => {
    const seen = await database.transact({ districtId }, async (tx) => {
      await write(tx, 'seen')
      return tx.query.selectFrom('districts').select('settings').executeTakeFirstOrThrow()
    })
    expect(seen.settings).toEqual({ mark: 'seen' })
    expect(await written()).toEqual({ mark: 'seen' })
  })

  test('that fails fails the commit with its own fault, and nothing stays', async () => {
    await database.transact({ districtId }, (tx) => write(tx, 'before'))
    const broken = database.transact({ districtId }, async (tx) => {
      await write(tx, 'never')
      await fail(tx)
      await write(tx, 'nor this')
    })
    await expect(broken).rejects.toMatchObject({ code: '23505', constraint: 'districts_pkey' })
    expect(await written()).toEqual({ mark: 'before' })
  })

  test('that fails is told by the statement after it, not by a later one', async () => {
    const reached: string[] = []
    const broken = database.transact({ districtId }, async ({ query, ...tx }) => {
      await fail({ query, ...tx })
      reached.push('sent')
      await query.selectFrom('districts').select('id').execute()
      reached.push('answered')
    })
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    expect(reached).toEqual(['sent'])
  })

  test('that fails in an attempt takes back the attempt alone', async () => {
    await database.transact({ districtId }, async (tx) => {
      await write(tx, 'kept')
      await expect(
        tx.attempt(async () => {
          await write(tx, 'taken back')
          await fail(tx)
        }),
      ).rejects.toMatchObject({ code: '23505' })
    })
    expect(await written()).toEqual({ mark: 'kept' })
  })

  test('leaves a connection on which the next transaction is whole', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, at) => {
        const done = database.transact({ districtId }, async (tx) => {
          await write(tx, `turn ${String(at)}`)
          if (at % 3 === 0) await fail(tx)
        })
        if (at % 3 === 0) await expect(done).rejects.toMatchObject({ code: '23505' })
        else await done
      }),
    )
    expect(await written()).toMatchObject({ mark: expect.stringMatching(/^turn \d+$/) as string })
  })
})

describe('a verb’s last writes', () => {
  test('are written once for all moves, without those of an attempt that failed', async () => {
    const all: string[][] = []
    const note = async ({ query }: Pick<Tx, 'query'>, moves: readonly string[]) => {
      await sql`select 1`.execute(query)
      all.push([...moves])
    }
    await database.transact({ districtId }, async (tx) => {
      tx.last(note, ['a'])
      await expect(
        tx.attempt(() => {
          tx.last(note, ['b'])
          return Promise.reject(new Error('no'))
        }),
      ).rejects.toThrow('no')
      tx.last(note, ['c', 'd'])
    })
    expect(all).toEqual([['a', 'c', 'd']])
  })
})
