import sharp from 'sharp'
import { sceneOf } from './scene.ts'

/** A drawn street (演示数据), no photo of any real place. The same seed is the same street. */
export function drawDemoPhoto(seed: number): Promise<Buffer> {
  const { width, height, rgb } = sceneOf(seed, 320, 240)
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 80 })
    .toBuffer()
}
