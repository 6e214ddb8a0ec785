import fc from 'fast-check'
import { expect, test } from 'vitest'

import { linesOf } from '@chuangyuan/domain/standard/pack-lines'
import { findRow, type Pack } from '@chuangyuan/domain/standard/pack'
import { diffPacks } from '@chuangyuan/domain/standard/pack-diff'

import { revisePack, type RowEdit } from './revise-pack.ts'
import { shippedPack, shippedPacks } from './shipped-packs.ts'

function packed(id: string): Pack {
  const pack = shippedPack(id)
  if (pack === undefined) throw new Error(`no pack ${id}`)
  return pack
}

function revised(id: string, edits: readonly RowEdit[]): Pack {
  const pack = revisePack(packed(id), edits)
  if (!pack.ok) throw new Error(JSON.stringify(pack.refusal))
  return pack.value
}

test('a corrected threshold makes a new version and leaves the old one as it was', () => {
  const edit = { row: 'green-coverage', field: 'requirement.thresholds.0.value', value: 36.5 }
  const after = revised('garden-2016', [edit])
  expect(after.version).toBe(2)
  expect(diffPacks(packed('garden-2016'), after).changed).toEqual([
    {
      before: 'green-coverage',
      after: 'green-coverage',
      fields: [{ field: edit.field, before: 36, after: 36.5 }],
    },
  ])
})

test('a number can be checked on its own, against a source of the pack', () => {
  const check = { status: 'verified', sources: ['annex-2016'], by: '创建办' }
  const [line] = linesOf(
    revised('garden-2016', [
      { row: 'green-coverage', field: 'requirement.thresholds.0.check', value: check },
    ]),
  ).filter(({ row }) => row === 'green-coverage')
  expect(line?.check).toEqual(check)
})

test('a correction that breaks the pack names its row and field', () => {
  const broken = (edit: RowEdit) => {
    const pack = revisePack(packed('garden-2016'), [edit])
    return pack.ok ? [] : pack.refusal.problems.map(({ code, row, field }) => [code, row, field])
  }
  const row = 'green-coverage'
  expect(broken({ row, field: 'requirement.thresholds.0.value', value: '36%' })).toEqual([
    ['pack.type-wrong', row, 'requirement.thresholds.0.value'],
  ])
  expect(broken({ row, field: 'id', value: 'other' })).toEqual([['pack.id-fixed', row, 'id']])
  expect(broken({ row, field: 'requirement.thresholds.9.value', value: 1 })).toEqual([
    ['pack.field-not-found', row, 'requirement.thresholds.9.value'],
  ])
  expect(broken({ row: 'nothing', field: 'name', value: 'x' })).toEqual([
    ['pack.row-unknown', 'nothing', 'name'],
  ])
  expect(broken({ row, field: '__proto__.name', value: 'x' })).toEqual([
    ['pack.field-not-found', row, '__proto__.name'],
  ])
})

test('whoever has the text turns a row not read into one that is', () => {
  const sponge = {
    kind: 'document',
    id: 'sponge-city',
    name: '海绵城市规划建设',
    document: '海绵城市专项规划',
    check: { status: 'verified', sources: ['annex-2016'] },
  }
  const after = revised('garden-2016', [{ row: 'sponge-city', field: '', value: sponge }])
  expect(findRow(after, 'sponge-city')).toEqual(sponge)
  const renamed = revisePack(packed('garden-2016'), [
    { row: 'sponge-city', field: '', value: { ...sponge, id: 'x' } },
  ])
  expect(renamed.ok).toBe(false)
})

test('every line of every pack can be corrected where it says it stands', () => {
  const all = shippedPacks.flatMap((pack) => linesOf(pack).map((line) => ({ pack, line })))
  fc.assert(
    fc.property(fc.constantFrom(...all), ({ pack, line }) => {
      const value = typeof line.value === 'number' ? line.value + 1 : `${line.value}（改）`
      const edits = [
        { row: line.row, field: line.field, value },
        { row: line.row, field: line.checkField, value: { status: 'unverified', confidence: 'low' } },
      ]
      const after = linesOf(revised(pack.id, edits)).find(
        ({ row, field }) => row === line.row && field === line.field,
      )
      expect([after?.value, after?.check]).toEqual([value, { status: 'unverified', confidence: 'low' }])
    }),
    { numRuns: 60 },
  )
})

test('the differences between two versions, applied to the first, make the second', () => {
  const before = packed('garden-2022')
  const after = revised('garden-2022', [
    { row: 'service-coverage', field: 'requirement.thresholds.0.value', value: 88 },
    { row: 'service-coverage', field: 'note', value: undefined },
    { row: 'old-trees', field: 'name', value: '古树名木保护率' },
  ])
  const edits = diffPacks(before, after).changed.flatMap(({ after: row, fields }) =>
    fields.map(({ field, after: value }) => ({ row, field, value })),
  )
  expect(revised('garden-2022', edits)).toEqual(after)
})
