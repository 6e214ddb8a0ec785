/** A picture as rows of RGB. */
export interface Scene {
  readonly width: number
  readonly height: number
  readonly rgb: Buffer
}

/**
 * A scene that looks a little like a street from a seed: sky, ground, houses, trees, grain. Two seeds give two places;
 * one seed at another size is the same place.
 */
export function sceneOf(seed: number, width = 640, height = 480): Scene {
  const next = randomFrom(seed)
  const horizon = 0.3 + 0.4 * next()
  const [sky, ground] = [colour(next, 120, 255), colour(next, 30, 160)]
  const shapes = Array.from({ length: 14 }, (_, index) => ({
    isTree: index % 2 === 0,
    x: next(),
    y: horizon + (next() - 0.6) * 0.5,
    across: 0.03 + 0.16 * next(),
    up: 0.04 + 0.24 * next(),
    paint: colour(next, 10, 245),
  }))
  // What stands in front is painted last; the grain comes over all of it, pixel by pixel from the same sequence.
  const front = new Int8Array(width * height).fill(-1)
  for (const [index, { isTree, x, y, across, up }] of shapes.entries()) {
    const left = Math.max(0, Math.floor((x - across) * width))
    const right = Math.min(width, Math.ceil((x + across) * width))
    for (
      let row = Math.max(0, Math.floor((y - up) * height));
      row < Math.min(height, (y + up) * height);
      row += 1
    ) {
      for (let column = left; column < right; column += 1) {
        const dx = ((column + 0.5) / width - x) / across
        const dy = ((row + 0.5) / height - y) / up
        if (isTree ? dx * dx + dy * dy < 1 : Math.abs(dx) < 1 && Math.abs(dy) < 1)
          front[row * width + column] = index
      }
    }
  }
  const rgb = new Uint8ClampedArray(width * height * 3)
  for (let pixel = 0; pixel < front.length; pixel += 1) {
    const y = (Math.floor(pixel / width) + 0.5) / height
    const paint = shapes[front[pixel] ?? -1]?.paint ?? (y < horizon ? sky : ground)
    const grain = 24 * (next() - 0.5)
    const light = y < horizon ? 1 - 0.4 * y : 0.7 + 0.3 * y
    for (let channel = 0; channel < 3; channel += 1)
      rgb[pixel * 3 + channel] = Math.floor((paint[channel] ?? 0) * light + grain)
  }
  return { width, height, rgb: Buffer.from(rgb.buffer) }
}

function colour(next: () => number, least: number, most: number): readonly [number, number, number] {
  const one = () => least + (most - least) * next()
  return [one(), one(), one()]
}

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
