import type { Fingerprint } from './fingerprint.ts'

export type LikenessVerdict = 'same' | 'similar' | 'different'

/**
 * Most bits of 64 in which two fingerprints of a verdict differ; what differs in more is different. Measured on the
 * synthetic set of `bench/photo-likeness.ts`, which prints the error rates on both sides of each.
 */
export const likenessThresholds: readonly {
  readonly verdict: Exclude<LikenessVerdict, 'different'>
  readonly mostBits: number
}[] = [
  { verdict: 'same', mostBits: 6 },
  { verdict: 'similar', mostBits: 14 },
]

/** The most bits in which two photos differ that are worth a look together. */
export const mostBitsWorthALook = Math.max(...likenessThresholds.map(({ mostBits }) => mostBits))

/**
 * How alike two photos look. It says what deserves a look and is never a
 * verdict on anybody: two photos of one flower bed may rightly be the same.
 */
export function likeness(
  a: Fingerprint,
  b: Fingerprint,
): { readonly bits: number; readonly verdict: LikenessVerdict } {
  const bits = bitsSet(BigInt(`0x${a}`) ^ BigInt(`0x${b}`))
  const verdict = likenessThresholds.find(({ mostBits }) => bits <= mostBits)?.verdict ?? 'different'
  return { bits, verdict }
}

function bitsSet(value: bigint): number {
  return value.toString(2).replaceAll('0', '').length
}
