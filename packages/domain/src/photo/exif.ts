/** What an image file says of itself; anybody can write it, so it is a hint and proves nothing. */
export interface ExifHint {
  /** By the camera's clock, without a time zone: `2026-03-05T09:00:00`. */
  readonly takenAt: string | null
  /** Degrees, as the file has them. */
  readonly lon: number | null
  readonly lat: number | null
}

const nothing: ExifHint = { takenAt: null, lon: null, lat: null }
/** The header of the block in either order of bytes, its first directory right behind it as cameras write it. */
const headers = ['II*\0\b\0\0\0', 'MM\0*\0\0\0\b'].map((text) =>
  Uint8Array.from(text, (letter) => letter.charCodeAt(0)),
)
const tags = { exif: 0x8769, gps: 0x8825, taken: 0x9003, latRef: 1, lat: 2, lonRef: 3, lon: 4 } as const

/** Reads the block wherever it lies in the bytes: its place in a HEIC file is a long way round. What is malformed says nothing. */
export function readExif(bytes: Uint8Array): ExifHint {
  const start = Math.max(...headers.map((header) => placeOf(header, bytes)))
  if (start < 0) return nothing
  try {
    return hintIn(bytes.subarray(start))
  } catch (fault) {
    // An offset that leads out of the block.
    if (fault instanceof RangeError) return nothing
    throw fault
  }
}

/** Where the header first occurs; -1 where it does not. */
function placeOf(header: Uint8Array, bytes: Uint8Array): number {
  const [first = 0] = header
  let at = bytes.indexOf(first)
  while (at >= 0 && !header.every((byte, index) => bytes[at + index] === byte))
    at = bytes.indexOf(first, at + 1)
  return at
}

/** CIPA DC-008 (Exif 2.32), 4.6: a TIFF header, then directories of twelve-byte entries. */
function hintIn(block: Uint8Array): ExifHint {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const little = text(0, 2) === 'II'
  const short = (at: number) => view.getUint16(at, little)
  const long = (at: number) => view.getUint32(at, little)

  function text(from: number, to: number): string {
    return String.fromCharCode(...block.subarray(from, to))
  }

  /** Where each entry's value, or the offset to it, stands. */
  function directory(at: number | undefined): ReadonlyMap<number, number> {
    const entries = new Map<number, number>()
    if (at === undefined) return entries
    const count = short(at)
    for (let index = 0; index < count; index += 1) {
      const entry = at + 2 + index * 12
      entries.set(short(entry), entry + 8)
    }
    return entries
  }
  const pointer = (entry: number | undefined) => (entry === undefined ? undefined : long(entry))

  function degrees(value: number | undefined, reference: number | undefined, most: number): number | null {
    const at = pointer(value)
    if (at === undefined || reference === undefined) return null
    const [degree = NaN, minute = NaN, second = NaN] = [0, 8, 16].map(
      (each) => long(at + each) / long(at + each + 4),
    )
    const sum = degree + minute / 60 + second / 3600
    const negative = 'SW'.includes(text(reference, reference + 1))
    return sum <= most ? (negative ? -sum : sum) : null
  }

  const main = directory(long(4))
  const taken = pointer(directory(pointer(main.get(tags.exif))).get(tags.taken))
  const gps = directory(pointer(main.get(tags.gps)))
  return {
    takenAt: taken === undefined ? null : timeIn(text(taken, taken + 19)),
    lon: degrees(gps.get(tags.lon), gps.get(tags.lonRef), 180),
    lat: degrees(gps.get(tags.lat), gps.get(tags.latRef), 90),
  }
}

/** `2026:03:05 09:00:00` as the standard has it. */
function timeIn(written: string): string | null {
  const [, year, month, day, time] = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(written) ?? []
  return year === undefined ? null : `${year}-${month ?? ''}-${day ?? ''}T${time ?? ''}`
}
