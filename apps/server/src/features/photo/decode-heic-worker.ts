/**
 * A process of its own that turns one HEIC file (standard input) into pixels
 * (standard output): width and height as 32-bit numbers, then rows of RGBA,
 * already upright. Argument: the most pixels. It is started with limits on its
 * memory, and killed when it takes too long.
 */
import { buffer } from 'node:stream/consumers'
import libheif from 'libheif-js/wasm-bundle.js'
import { exitCodes } from './decode-heic.ts'

const mostPixels = Number(process.argv[2])
const [image] = new libheif.HeifDecoder().decode(await buffer(process.stdin))
if (image === undefined) process.exit(exitCodes.damaged)

const [width, height] = [image.get_width(), image.get_height()]
if (width * height > mostPixels) process.exit(exitCodes.tooManyPixels)

const data = new Uint8ClampedArray(width * height * 4)
image.display({ data, width, height }, (shown) => {
  if (shown === null) process.exit(exitCodes.damaged)
  const size = Buffer.alloc(8)
  size.writeUInt32LE(width, 0)
  size.writeUInt32LE(height, 4)
  process.stdout.write(size)
  process.stdout.write(Buffer.from(shown.data.buffer))
})
