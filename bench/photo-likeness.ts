import { fingerprintOf, type Fingerprint } from '@chuangyuan/domain/photo/fingerprint'
import { likeness, likenessThresholds } from '@chuangyuan/domain/photo/likeness'
import sharp, { type Sharp } from 'sharp'
import { fingerprintIn } from '../apps/server/src/features/photo/read-image.ts'
import { randomFrom, sceneOf } from '../apps/server/src/demo/scene.ts'

// How often photos of one scene are found again after what happens to photos, and how often photos of two scenes are
// taken for one, on scenes drawn from seeds. Beside our fingerprint (frequencies) stands the simpler one of differences
// between neighbours (dHash), at the same distances.

const scenes = Number(process.argv[2] ?? 100)
const [width, height] = [640, 480]

const changes: Readonly<Record<string, (image: Sharp, random: () => number) => Sharp>> = {
  'half the size': (image) => image.resize(width / 2),
  'a tenth of the size': (image) => image.resize(width / 10),
  'JPEG quality 30': (image) => image.jpeg({ quality: 30 }),
  'size and quality': (image) => image.resize(width / 2).jpeg({ quality: 30 }),
  'brighter by a fifth': (image) => image.modulate({ brightness: 1.2 }),
  'less contrast': (image) => image.linear(0.7, 40),
  'no colour': (image) => image.greyscale(),
  '2 % cut off': (image, random) => cut(image, 0.02, random),
  '5 % cut off': (image, random) => cut(image, 0.05, random),
  '10 % cut off': (image, random) => cut(image, 0.1, random),
  'a watermark bar of 8 %': (image) => image.composite([{ input: bar, gravity: 'south' }]),
  'turned by 2°': (image) => image.rotate(2, { background: 'black' }).resize(width, height),
  mirrored: (image) => image.flop(),
}

const bar = await sharp({
  create: {
    width,
    height: Math.round(height * 0.08),
    channels: 4,
    background: { r: 0, g: 0, b: 0, alpha: 0.6 },
  },
})
  .png()
  .toBuffer()

/** Cuts a share of each side off, as much left or right, above or below, as chance wants. */
function cut(image: Sharp, share: number, random: () => number): Sharp {
  const [across, up] = [Math.round(width * share), Math.round(height * share)]
  return image.extract({
    left: Math.round(across * random()),
    top: Math.round(up * random()),
    width: width - across,
    height: height - up,
  })
}

interface Prints {
  readonly ours: Fingerprint
  readonly differences: Fingerprint
}

async function printsOf(picture: Buffer): Promise<Prints> {
  const rows = await sharp(picture).greyscale().resize(9, 8, { fit: 'fill' }).raw().toBuffer()
  let bits = 0n
  for (let row = 0; row < 8; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const at = row * 9 + column
      bits = (bits << 1n) | ((rows[at] ?? 0) < (rows[at + 1] ?? 0) ? 1n : 0n)
    }
  }
  return {
    ours: await fingerprintIn(picture),
    differences: bits.toString(16).padStart(16, '0') as Fingerprint,
  }
}

const originals: Prints[] = []
const found = new Map<string, { readonly ours: number[]; readonly differences: number[] }>()
for (let seed = 1; seed <= scenes; seed += 1) {
  const random = randomFrom(seed)
  const { rgb } = sceneOf(seed, width, height)
  const raw = { raw: { width, height, channels: 3 } } as const
  const original = await printsOf(await sharp(rgb, raw).jpeg({ quality: 90 }).toBuffer())
  originals.push(original)
  for (const [name, change] of Object.entries(changes)) {
    const changed = await sharp(await change(sharp(rgb, raw), random).jpeg().toBuffer())
      .jpeg()
      .toBuffer()
    const prints = await printsOf(changed)
    const bits = found.get(name) ?? { ours: [], differences: [] }
    bits.ours.push(likeness(original.ours, prints.ours).bits)
    bits.differences.push(likeness(original.differences, prints.differences).bits)
    found.set(name, bits)
  }
}

const strangers = { ours: [] as number[], differences: [] as number[] }
for (const [index, one] of originals.entries()) {
  for (const other of originals.slice(index + 1)) {
    strangers.ours.push(likeness(one.ours, other.ours).bits)
    strangers.differences.push(likeness(one.differences, other.differences).bits)
  }
}

const levels = likenessThresholds.map(({ verdict, mostBits }) => ({ verdict, mostBits }))
const shareWithin = (bits: readonly number[], most: number) =>
  `${((100 * bits.filter((each) => each <= most).length) / bits.length).toFixed(2)} %`.padStart(9)
const median = (bits: readonly number[]) => bits.toSorted((a, b) => a - b)[bits.length >> 1] ?? 0

console.log(`${String(scenes)} scenes; share of pairs within each distance, ours | differences`)
console.log(
  ''.padEnd(24),
  ...levels.map(({ verdict, mostBits }) => `${verdict} ≤ ${String(mostBits)}`.padEnd(21)),
  'median',
)
const printLine = (name: string, { ours, differences }: typeof strangers) => {
  console.log(
    name.padEnd(24),
    ...levels.map(({ mostBits }) => `${shareWithin(ours, mostBits)} |${shareWithin(differences, mostBits)}`),
    `${String(median(ours))} | ${String(median(differences))}`,
  )
}
for (const [name, bits] of found) printLine(name, bits)
printLine(`two scenes (${String(strangers.ours.length)})`, strangers)
console.log(
  'two scenes by distance',
  [4, 6, 8, 10, 12, 14, 16, 18]
    .map((most) => `${String(most)}:${shareWithin(strangers.ours, most).trim()}`)
    .join(' '),
)

const grey = Float64Array.from({ length: 1024 }, (_, index) => (index * 37) % 256)
const started = performance.now()
for (let round = 0; round < 500; round += 1) fingerprintOf(grey)
console.log(`a fingerprint from its pixels: ${((performance.now() - started) / 500).toFixed(3)} ms`)
const [first] = originals
if (first !== undefined) {
  const comparing = performance.now()
  for (let round = 0; round < 100_000; round += 1)
    likeness(first.ours, originals[round % scenes]?.ours ?? first.ours)
  console.log(`a comparison: ${((performance.now() - comparing) / 100).toFixed(2)} µs`)
}
