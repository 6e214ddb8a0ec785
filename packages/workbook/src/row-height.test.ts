import { expect, it } from 'vitest'
import { rowHeight } from './row-height.ts'

it('a row is as high as its longest text needs in its column', () => {
  expect(rowHeight(['公园', 3, null], [10, 10, 10])).toBeUndefined()
  expect(rowHeight(['公园绿地面积', 'short'], [10, 10])).toBe(2 * 14 + 4)
  expect(rowHeight(['a\nb\nc'], [10])).toBe(3 * 14 + 4)
})
