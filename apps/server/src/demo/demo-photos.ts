import { randomOf } from '@chuangyuan/demo-district/random'
import sharp from 'sharp'

const width = 960
const height = 720

/** A drawn street (演示数据): sky, ground and trees, of which some are bare. No photo of any real place. */
export function drawDemoPhoto(seed: number, place: number): Promise<Buffer> {
  const random = randomOf(seed, `photo ${String(place)}`)
  const horizon = height * random.between(0.35, 0.5)
  const trees = Array.from({ length: 7 }, (_, n) => {
    const x = (n + random.between(0.2, 0.8)) * (width / 7)
    const size = random.between(45, 95)
    const top = horizon + random.between(-30, 60)
    const crown = random.chance(0.25) ? '#9a7b4f' : random.pick(['#3f7d4e', '#5a9560', '#2f6a45'])
    return `<rect x="${String(x - 6)}" y="${String(top)}" width="12" height="${String(size * 1.6)}" fill="#6b4f36"/><circle cx="${String(x)}" cy="${String(top)}" r="${String(size)}" fill="${crown}"/>`
  })
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}">
<rect width="100%" height="100%" fill="#cfe0e8"/>
<rect y="${String(horizon)}" width="100%" height="100%" fill="#b9ac95"/>
${trees.join('')}
<path d="M0 ${String(height)} L${String(width * 0.4)} ${String(horizon)} h120 L${String(width)} ${String(height)} z" fill="#8d8f92"/>
</svg>`
  return sharp(Buffer.from(drawing)).jpeg({ quality: 80 }).toBuffer()
}
