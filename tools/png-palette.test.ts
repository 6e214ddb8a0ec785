import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { withPalette } from './png-palette.ts'

const red = [200, 16, 16]
const green = [24, 96, 64]

/** Two pixels wide, two high; the second line is written by the filter Up: red over red, green over red. */
function twoByTwo(): Buffer {
  const up = green.map((value, channel) => (value - (red[channel] ?? 0) + 256) % 256)
  const lines = Buffer.from([0, ...red, ...red, 2, 0, 0, 0, ...up])
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0])
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const empty = Buffer.alloc(0)
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', empty),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function contentOf(png: Buffer, name: string): Buffer {
  const at = png.indexOf(name)
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))
}

it('a picture of few colours keeps each of them', () => {
  const png = withPalette(twoByTwo())
  const palette = [...contentOf(png, 'PLTE')]
  const lines = [...inflateSync(contentOf(png, 'IDAT'))]
  expect(palette).toEqual([...red, ...green])
  expect(lines).toEqual([0, 0, 0, 0, 0, 1])
})
