import sharp from 'sharp'
import { createHash } from 'node:crypto'
import { sceneOf } from '../demo/scene.ts'

export interface Picture {
  readonly id: string
  readonly bytes: Buffer
  readonly sha256: string
}

/** A small photo of a place of its own. */
export async function pictureOf(id: string, seed: number): Promise<Picture> {
  const { rgb, width, height } = sceneOf(seed, 64, 48)
  const bytes = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg()
    .toBuffer()
  return { id, bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}
