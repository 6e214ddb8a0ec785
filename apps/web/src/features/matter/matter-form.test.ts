import { expect, it } from 'vitest'
import { linesOf } from './matter-form.ts'

it('takes an agenda line by line', () => {
  expect(linesOf(' 进度 \n\n困难\r\n')).toEqual(['进度', '困难'])
  expect(linesOf(' \n')).toEqual([])
})
