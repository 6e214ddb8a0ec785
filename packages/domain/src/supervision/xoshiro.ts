/** 128 bits of a hash as four whole numbers of 32 bits. Seeds that differ in a few bits only begin alike, hence the hash. */
export type DrawSeed = readonly [number, number, number, number]

/**
 * The generator xoshiro128** 1.1 of Blackman and Vigna (public domain, prng.di.unimi.it), written out
 * here so that a draw of today gives the same sample on any machine in ten years.
 * Answers whole numbers below a bound, each equally likely.
 */
export function wholeBelow([a, b, c, d]: DrawSeed): (bound: number) => number {
  let [s0, s1, s2, s3] = [a >>> 0, b >>> 0, c >>> 0, d >>> 0]

  function next(): number {
    const result = Math.imul(rotated(Math.imul(s1, 5), 7), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotated(s3, 11)
    return result
  }

  return (bound) => {
    // The numbers above the last whole multiple of the bound would favour the small ones.
    const most = 2 ** 32 - (2 ** 32 % bound)
    let drawn = next()
    while (drawn >= most) drawn = next()
    return drawn % bound
  }
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by))
}
