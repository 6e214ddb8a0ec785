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
  const rgb = Buffer.alloc(width * height * 3)
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const [x, y] = [(column + 0.5) / width, (row + 0.5) / height]
      const shape = shapes.findLast((each) => {
        const [dx, dy] = [(x - each.x) / each.across, (y - each.y) / each.up]
        return each.isTree ? dx * dx + dy * dy < 1 : Math.abs(dx) < 1 && Math.abs(dy) < 1
      })
      const paint = shape?.paint ?? (y < horizon ? sky : ground)
      const grain = 24 * (next() - 0.5)
      const light = y < horizon ? 1 - 0.4 * y : 0.7 + 0.3 * y
      for (const [channel, value] of paint.entries())
        rgb[(row * width + column) * 3 + channel] = Math.max(0, Math.min(255, value * light + grain))
    }
  }
  return { width, height, rgb }
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
