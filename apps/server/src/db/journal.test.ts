import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json.ts'
import { withConnection } from './connect.ts'
import { newId } from './id.ts'
import { verifyJournal } from './journal.ts'
import { testDatabase, type TestDatabase } from './testing.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase({ now: () => Date.UTC(2026, 2, 5, 4, 5, 6, 789) })
})
afterAll(() => database.close())

let lastCode = 100_000

/** A district whose journal has so many lines, written one transaction each. */
async function aDistrictWithLines(count: number): Promise<string> {
  const districtId = newId()
  lastCode += 1
  await database.transact({ districtId }, ({ query }) =>
    query
      .insertInto('districts')
      .values({ id: districtId, code: String(lastCode), name: '甲区', settings: '{}' })
      .execute(),
  )
  for (let index = 0; index < count; index += 1) await writeLine(districtId, { index })
  return districtId
}

function writeLine(districtId: string, details: Record<string, unknown>): Promise<void> {
  return database.transact({ districtId }, ({ journal }) => {
    journal.record({ verb: 'site.visited', who: newId(), what: 'site', details })
    return Promise.resolve()
  })
}

function verdictOn(districtId: string) {
  return database.read({ districtId }, ({ query }) => verifyJournal(query, districtId))
}

/** What a person with the database's highest rights could do. */
function tamper(statement: string, districtId: string) {
  return withConnection(database.superuser, (client) => client.query(statement, [districtId]))
}

describe('the chain', () => {
  test('is whole after it was written', async () => {
    const districtId = await aDistrictWithLines(5)
    expect(await verdictOn(districtId)).toMatchObject({ whole: true, lines: 5 })
  })

  test('of a district without lines is whole and empty', async () => {
    const districtId = await aDistrictWithLines(0)
    expect(await verdictOn(districtId)).toMatchObject({ whole: true, lines: 0, head: '0'.repeat(64) })
  })

  test('has no gap and no fork when many write at once', async () => {
    const districtId = await aDistrictWithLines(0)
    await Promise.all(Array.from({ length: 60 }, (_, index) => writeLine(districtId, { index })))
    expect(await verdictOn(districtId)).toMatchObject({ whole: true, lines: 60 })
  })

  test('keeps the lines of one transaction together and in their order', async () => {
    const districtId = await aDistrictWithLines(1)
    await database.transact({ districtId }, ({ journal }) => {
      for (const what of ['first', 'second', 'third']) journal.record({ verb: 'v', who: null, what })
      return Promise.resolve()
    })
    const lines = await database.read({ districtId }, ({ query }) =>
      query.selectFrom('journal').select(['seq', 'what', 'at']).orderBy('seq').execute(),
    )
    expect(lines.map(({ seq, what }) => [seq, what])).toEqual([
      [1, 'site'],
      [2, 'first'],
      [3, 'second'],
      [4, 'third'],
    ])
    expect(lines[3]?.at.toISOString()).toBe('2026-03-05T04:05:06.789Z')
  })

  test('survives any details a program can record', async () => {
    const districtId = await aDistrictWithLines(0)
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'))
    const details = fc.dictionary(text, fc.jsonValue({ stringUnit: 'grapheme' }))
    const storable = details.filter((value) => !JSON.stringify(value).includes('\\u0000'))
    await fc.assert(
      fc.asyncProperty(storable, async (value) => {
        await writeLine(districtId, value)
      }),
      { numRuns: 100 },
    )
    expect(await verdictOn(districtId)).toMatchObject({ whole: true, lines: 100 })
  })

  test('takes details as they were when recorded', async () => {
    const districtId = await aDistrictWithLines(0)
    const details = { state: 'open' }
    await database.transact({ districtId }, ({ journal }) => {
      journal.record({ verb: 'v', who: null, what: 'x', details })
      details.state = 'closed'
      return Promise.resolve()
    })
    const [line] = await database.read({ districtId }, ({ query }) =>
      query.selectFrom('journal').select('details').execute(),
    )
    expect(line?.details).toEqual({ state: 'open' })
  })
})

describe('tampering by the highest rights is found', () => {
  test.each([
    [
      'content',
      `UPDATE journal SET details = '{"index": 99}' WHERE district_id = $1 AND seq = 3`,
      3,
      'line-changed',
    ],
    [
      'time',
      `UPDATE journal SET at = at + interval '1 ms' WHERE district_id = $1 AND seq = 2`,
      2,
      'line-changed',
    ],
    ['person', `UPDATE journal SET who = NULL WHERE district_id = $1 AND seq = 4`, 4, 'line-changed'],
    ['removed line', `DELETE FROM journal WHERE district_id = $1 AND seq = 2`, 2, 'line-missing'],
    ['removed end', `DELETE FROM journal WHERE district_id = $1 AND seq >= 4`, 4, 'line-missing'],
    ['link', `UPDATE journal SET prev_hash = hash WHERE district_id = $1 AND seq = 3`, 3, 'chain-broken'],
    [
      'head',
      `UPDATE journal_heads SET hash = prev_hash FROM journal j WHERE j.district_id = $1 AND j.seq = 2 AND journal_heads.district_id = $1`,
      5,
      'head-differs',
    ],
    [
      'line slipped in at the end',
      `INSERT INTO journal SELECT district_id, 6, at, who, verb, what, details, hash, sha256(hash) FROM journal WHERE district_id = $1 AND seq = 5`,
      6,
      'line-changed',
    ],
  ])('%s', async (_, statement, seq, fault) => {
    const districtId = await aDistrictWithLines(5)
    const { rowCount } = await tamper(statement, districtId)
    expect(rowCount).toBeGreaterThan(0)
    expect(await verdictOn(districtId)).toMatchObject({ whole: false, seq, fault })
  })

  test('a whole line moved to another district does not pass there', async () => {
    const [from, to] = [await aDistrictWithLines(1), await aDistrictWithLines(0)]
    await tamper(`UPDATE journal_heads SET district_id = '${to}' WHERE district_id = $1`, from)
    await tamper(`UPDATE journal SET district_id = '${to}' WHERE district_id = $1`, from)
    expect(await verdictOn(to)).toMatchObject({ whole: false, seq: 1, fault: 'line-changed' })
  })
})

describe('the application', () => {
  test.each([
    'UPDATE journal SET verb = verb',
    'DELETE FROM journal',
    'TRUNCATE journal',
    'DROP TABLE journal',
  ])('is not allowed to %s', async (statement) => {
    const districtId = await aDistrictWithLines(1)
    await withConnection(database.login, async (client) => {
      await client.query(`BEGIN; SET LOCAL ROLE chuangyuan_app; SET LOCAL app.district = '${districtId}'`)
      await expect(client.query(statement)).rejects.toMatchObject({ code: '42501' })
    })
  })
})

describe('canonical JSON', () => {
  test('does not depend on the order of keys and is what JSON.parse understands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonicalJson(JSON.parse(canonicalJson(value)))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
    expect(canonicalJson({ b: [1, { z: null, y: '值' }], a: 1e21 })).toBe(
      '{"a":1e+21,"b":[1,{"y":"值","z":null}]}',
    )
  })

  test.each([Number.NaN, Infinity, 'a\0b', '\uD800', () => 0, 1n])(
    'refuses %p, which jsonb would not keep',
    (value) => {
      expect(() => canonicalJson({ value })).toThrow(TypeError)
    },
  )
})
