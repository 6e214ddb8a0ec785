import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { shippedPacks } from '@chuangyuan/standards-data/shipped-packs'
import { expect, test } from 'vitest'
import { draftOf, formOf } from './row-form.ts'

const rows = shippedPacks.flatMap((pack) => rowsOf(pack).map(({ row }) => ({ pack, row })))

test('a form that nobody touched gives the row back', () => {
  for (const { pack, row } of rows) {
    const draft: unknown = JSON.parse(JSON.stringify(draftOf(formOf(pack, row), row)))
    expect(draft, `${pack.id} ${row.id}`).toEqual(row)
  }
})

test('a row that has been read takes the kind it was found to be', () => {
  const [unknown] = rows.filter(({ row }) => row.kind === 'unknown' && row.standsFor !== undefined)
  if (unknown === undefined) throw new Error('no unknown row')
  const form = formOf(unknown.pack, unknown.row)
  form.kind = 'document'
  form.subject = '海绵城市专项规划'
  expect(JSON.parse(JSON.stringify(draftOf(form, unknown.row)))).toMatchObject({
    kind: 'document',
    document: '海绵城市专项规划',
  })
  expect(draftOf(form, unknown.row)).not.toHaveProperty('standsFor')
})
