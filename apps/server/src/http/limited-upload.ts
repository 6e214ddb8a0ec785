import { Transform, type Readable } from 'node:stream'
import { Refused } from './refused.ts'

/** A stream tells its length only at its end, so it is counted on the way. */
export function limited(content: Readable, limit: number): Readable {
  let bytes = 0
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length
      if (bytes > limit) done(new Refused('request.too-large', { limit }))
      else done(null, chunk)
    },
  })
  content.on('error', (fault) => counted.destroy(fault))
  return content.pipe(counted)
}
