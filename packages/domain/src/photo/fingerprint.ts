/** A perceptual hash (感知指纹) of what a photo shows: 64 bits as 16 hexadecimal digits. */
export type Fingerprint = string & { readonly brand: 'Fingerprint' }

/** Side of the square of grey pixels that a fingerprint is made from. */
export const fingerprintSide = 32

/** How many of the lowest frequencies in each direction it keeps. */
const kept = 8

/** Cosines of the discrete cosine transform (type II), one row for each frequency. */
const waves = Array.from({ length: kept }, (_row, index) =>
  Float64Array.from({ length: fingerprintSide }, (_column, at) =>
    Math.cos(((2 * at + 1) * (index + 1) * Math.PI) / (2 * fingerprintSide)),
  ),
)

/**
 * The fingerprint of a picture shrunk to 32 × 32 grey pixels: whether each of
 * its 64 lowest spatial frequencies lies above their median (pHash; C. Zauner,
 * Implementation and Benchmarking of Perceptual Image Hash Functions, 2010).
 * Size, compression, and brightness hardly change it.
 */
export function fingerprintOf(grey: ArrayLike<number>): Fingerprint {
  const frequencies: number[] = []
  for (let down = 1; down <= kept; down += 1) {
    for (let across = 1; across <= kept; across += 1) frequencies.push(frequency(grey, across, down))
  }
  const sorted = frequencies.toSorted((a, b) => a - b)
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2
  let bits = 0n
  for (const each of frequencies) bits = (bits << 1n) | (each > median ? 1n : 0n)
  return bits.toString(16).padStart(16, '0') as Fingerprint
}

function frequency(grey: ArrayLike<number>, across: number, down: number): number {
  const [vertical, horizontal] = [waves[down - 1]!, waves[across - 1]!]
  let sum = 0
  for (let y = 0; y < fingerprintSide; y += 1) {
    for (let x = 0; x < fingerprintSide; x += 1)
      sum += grey[y * fingerprintSide + x]! * vertical[y]! * horizontal[x]!
  }
  return sum
}
