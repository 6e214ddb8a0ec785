/** A file in an archive; its bytes may be larger than memory. */
export interface ArchiveEntry {
  readonly name: string
  readonly content: Blob
}

const blockBytes = 512
const encoder = new TextEncoder()

/** The entries as a POSIX ustar archive, which every system can open. Nothing is read before it is asked for. */
export function tar(entries: readonly ArchiveEntry[]): Blob {
  const end = new Uint8Array(2 * blockBytes)
  return new Blob([
    ...entries.flatMap(({ name, content }) => [
      header(name, content.size),
      content,
      new Uint8Array((blockBytes - (content.size % blockBytes)) % blockBytes),
    ]),
    end,
  ])
}

function header(name: string, size: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(blockBytes)
  const put = (at: number, text: string): void => block.set(encoder.encode(text), at)
  put(0, name)
  put(100, '0000644\0')
  put(108, '0000000\0')
  put(116, '0000000\0')
  put(124, `${size.toString(8).padStart(11, '0')}\0`)
  put(136, '00000000000\0')
  // The sum is taken as if its own field held spaces.
  put(148, '        ')
  put(156, '0')
  put(257, 'ustar\0')
  put(263, '00')
  const sum = block.reduce((total, byte) => total + byte, 0)
  put(148, `${sum.toString(8).padStart(6, '0')}\0 `)
  return block
}
