import { describe, expect, it } from 'vitest'
import { fileTold } from './exif-words.ts'

const takenAt = Date.parse('2026-03-05T09:00:00+08:00')
const here = { lon: 117.02, lat: 36.67 }

describe('what a photo’s file says', () => {
  it('is told as metres from the reported place, and as another time', () => {
    const file = { takenAt: '2026-03-04T17:30:00', lon: 117.02, lat: 36.67 + 320 / 111_320 }
    expect(fileTold(file, { takenAt }, here)).toEqual({
      metres: expect.closeTo(320, 0) as number,
      otherTime: Date.parse('2026-03-04T17:30:00+08:00'),
    })
  })

  it('says nothing where the file is silent, no place is reported, or both say the same', () => {
    const silent = { takenAt: null, lon: null, lat: null }
    expect(fileTold(silent, { takenAt }, here)).toEqual({ metres: null, otherTime: null })
    const file = { takenAt: '2026-03-05T09:04:00', ...here }
    expect(fileTold(file, { takenAt }, here)).toEqual({ metres: null, otherTime: null })
    expect(fileTold(file, { takenAt }, null)).toEqual({ metres: null, otherTime: null })
  })
})
