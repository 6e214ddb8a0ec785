import { readdirSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { countRows, rowsOf, type Pack } from '@chuangyuan/domain/standard/pack'

import { parsePack } from './parse-pack.ts'
import { shippedPack, shippedPacks } from './shipped-packs.ts'

const folder = new URL('../packs/', import.meta.url)
const files = readdirSync(folder).filter((file) => file.endsWith('.json'))

test.each(files)('%s conforms to the published schema and fits together', (file) => {
  const parsed = parsePack(JSON.parse(readFileSync(new URL(file, folder), 'utf8')))
  expect(parsed.ok ? [] : parsed.refusal.problems).toEqual([])
})

test('every pack in the folder ships', () => {
  expect(shippedPacks.map(({ id }) => `${id}.json`).toSorted()).toEqual(files.toSorted())
})

test.each(shippedPacks)('every replaced row of $id exists in the edition before', (pack) => {
  for (const { row } of rowsOf(pack)) {
    for (const replaced of row.replaces ?? []) {
      expect(replaced.pack).toBe(pack.replaces)
      const old = shippedPack(replaced.pack)
      expect(old === undefined ? [] : rowsOf(old).map((each) => each.row.id)).toContain(replaced.row)
    }
  }
})

/** How far each edition has been read. Whoever checks rows against an official copy raises these numbers. */
test.each([
  ['garden-2000-2005', { verified: 60, partly: 0, unverified: 6, unknown: 2, standingFor: 2 }],
  ['garden-2010', { verified: 15, partly: 1, unverified: 38, unknown: 12, standingFor: 22 }],
  ['garden-2016', { verified: 10, partly: 0, unverified: 26, unknown: 27, standingFor: 27 }],
  ['garden-2022', { verified: 0, partly: 4, unverified: 11, unknown: 6, standingFor: 8 }],
])('%s says how much of it has been read', (id, count) => {
  expect(countRows(packed(id))).toEqual(count)
})

test('the 2010 edition has its 74 indicators, the unread ones included', () => {
  const indicators = rowsOf(packed('garden-2010')).flatMap(({ row, under }) =>
    row.kind === 'heading' || under.some(({ id }) => id === 'eligibility') ? [] : [row],
  )
  const counts = indicators.map((row) => (row.kind === 'unknown' ? (row.standsFor ?? 1) : 1))
  expect(counts.reduce((sum, each) => sum + each)).toBe(74)
})

test('editions without points have none, and the points of the 2000 edition add up to the full mark', () => {
  for (const id of ['garden-2010', 'garden-2016', 'garden-2022']) {
    expect(rowsOf(packed(id)).filter(({ row }) => row.scoring !== undefined)).toEqual([])
  }
  const { rows, outcome } = packed('garden-2000-2005')
  const points = rows.map(({ scoring }) =>
    scoring !== undefined && 'full' in scoring ? scoring.full.value : 0,
  )
  expect(points).toEqual([0, 10, 10, 8, 30, 12, 15, 15, 0])
  expect(outcome.kind === 'cut-off' && outcome.full.value).toBe(points.reduce((sum, each) => sum + each))
})

test('the read-me says of every pack what the pack says of itself', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  for (const pack of shippedPacks) {
    const { verified, partly, unverified, unknown } = countRows(pack)
    const cells = readme
      .split('\n')
      .find((line) => line.startsWith(`| \`${pack.id}\``))
      ?.split('|')
    const counts = cells?.slice(3, 7).map((cell) => Number.parseInt(cell, 10))
    expect(counts).toEqual([verified, partly, unverified, unknown])
  }
})

test('every source that a pack lists is a mirror, the press or paper until somebody has seen an official copy', () => {
  const kinds = shippedPacks.flatMap(({ sources }) => sources.map(({ kind }) => kind))
  expect(kinds).not.toContain('official')
})

function packed(id: string): Pack {
  const pack = shippedPack(id)
  if (pack === undefined) throw new Error(`no pack ${id}`)
  return pack
}
