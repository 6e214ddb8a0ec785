import { TextDecoder } from 'node:util'

let table: ReadonlyMap<string, readonly [number, number]> | undefined

/** Node decodes GBK but does not encode it, so the decoder is run over every pair of bytes once. */
function codes(): ReadonlyMap<string, readonly [number, number]> {
  if (table !== undefined) return table
  const built = new Map<string, readonly [number, number]>()
  const decoder = new TextDecoder('gb18030')
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low !== 0x7f) built.set(decoder.decode(Uint8Array.of(high, low)), [high, low])
    }
  }
  table = built
  return built
}

export function gbkBytes(text: string): Uint8Array {
  return Uint8Array.from(
    Array.from(text).flatMap((character) => {
      const code = character.codePointAt(0) ?? 0
      return code < 0x80 ? [code] : (codes().get(character) ?? [0x3f])
    }),
  )
}
