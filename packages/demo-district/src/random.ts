/** A seeded stream of numbers. The same seed gives the same stream on every machine. */
export interface Random {
  /** In [0, 1). */
  next(): number
  between(low: number, high: number): number
  /** Whole number, both ends included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<Value>(values: readonly [Value, ...Value[]]): Value
  shuffled<Value>(values: readonly Value[]): readonly Value[]
}

/**
 * Mulberry32. Every part of the district draws from a stream of its own, named by `part`:
 * a change in one part then leaves the others as they were.
 */
export function randomOf(seed: number, part: string): Random {
  let state = seed >>> 0
  for (const char of part) state = Math.imul(state ^ (char.codePointAt(0) ?? 0), 0x9e3779b1) >>> 0

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = state
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return {
    next,
    between: (low, high) => low + next() * (high - low),
    whole,
    chance: (probability) => next() < probability,
    pick: (values) => values[whole(0, values.length - 1)] ?? values[0],
    shuffled(values) {
      const deck = [...values]
      for (let i = deck.length - 1; i > 0; i--) {
        const j = whole(0, i)
        const a = deck[i]
        const b = deck[j]
        if (a !== undefined && b !== undefined) {
          deck[i] = b
          deck[j] = a
        }
      }
      return deck
    },
  }
}
