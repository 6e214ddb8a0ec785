import type { Attributes } from '@chuangyuan/geo/layer'
import { Refused } from './refused.ts'
import { decode, encodingOfDbfByte, settleEncoding } from './text-encoding.ts'
import type { FieldType, TextEncoding, TextEncodingName } from './source-layer.ts'

interface DbfField {
  readonly name: string
  readonly type: string
  readonly start: number
  readonly length: number
}

/** The attribute table of a shapefile (dBASE III and its successors). */
export interface DbfTable {
  readonly recordCount: number
  readonly encoding: TextEncoding
  readonly declaredTypes: ReadonlyMap<string, FieldType>
  /** Undefined where the record is marked as deleted. */
  record(index: number): Attributes | undefined
}

const headerBytes = 32
const fieldBytes = 32
const sampleBytes = 400_000
const asterisk = 0x2a

export function openDbf(
  bytes: Uint8Array,
  cpg: TextEncodingName | undefined,
  chosen: TextEncodingName | undefined,
): DbfTable {
  if (bytes.length < headerBytes + 1)
    throw new Refused({ code: 'map-file.truncated', format: 'shapefile', part: 'dbf' })
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const declaredRecords = view.getUint32(4, true)
  const headerLength = view.getUint16(8, true)
  const recordLength = view.getUint16(10, true)
  if (recordLength < 1 || headerLength < headerBytes || headerLength > bytes.length) {
    throw new Refused({ code: 'map-file.damaged', format: 'shapefile', part: 'dbf' })
  }
  const recordCount = Math.min(declaredRecords, Math.floor((bytes.length - headerLength) / recordLength))
  if (recordCount < declaredRecords) {
    throw new Refused({ code: 'map-file.truncated', format: 'shapefile', part: 'dbf' })
  }

  const encoding = settleEncoding(
    sampleOf(bytes, headerLength, recordLength),
    statedEncoding(bytes, cpg),
    chosen,
  )
  const fields = fieldsIn(bytes, headerLength, encoding.name)
  const text = (from: number, length: number) => decode(bytes.subarray(from, from + length), encoding.name)

  return {
    recordCount,
    encoding,
    declaredTypes: new Map(fields.map(({ name, type }) => [name, declaredType(type)])),
    record(index) {
      const at = headerLength + index * recordLength
      if (bytes[at] === asterisk) return undefined
      const row: Record<string, string | number | null> = {}
      for (const { name, type, start, length } of fields) {
        row[name] = isBinary(type, length)
          ? binaryValue(view, at + start, type)
          : valueOf(text(at + start, length), type)
      }
      return row
    },
  }
}

function statedEncoding(bytes: Uint8Array, cpg: TextEncodingName | undefined): TextEncoding | undefined {
  if (cpg !== undefined) return { name: cpg, how: 'cpg' }
  const byByte = encodingOfDbfByte(bytes[29] ?? 0)
  return byByte === undefined ? undefined : { name: byByte, how: 'dbf-byte' }
}

/** Field names and the first records, whole: a guess must not stumble over half a character. */
function sampleOf(bytes: Uint8Array, headerLength: number, recordLength: number): Uint8Array {
  const names: number[] = []
  for (let at = headerBytes; at + fieldBytes < headerLength; at += fieldBytes) {
    for (let i = 0; i < 11 && bytes[at + i] !== 0; i++) names.push(bytes[at + i] ?? 0)
    names.push(0x20)
  }
  const records = Math.max(1, Math.floor(sampleBytes / recordLength))
  const body = bytes.subarray(headerLength, headerLength + records * recordLength)
  const sample = new Uint8Array(names.length + body.length)
  sample.set(names)
  sample.set(body, names.length)
  return sample
}

function fieldsIn(bytes: Uint8Array, headerLength: number, encoding: TextEncodingName): readonly DbfField[] {
  const fields: DbfField[] = []
  let start = 1
  for (let at = headerBytes; at + fieldBytes <= headerLength && bytes[at] !== 0x0d; at += fieldBytes) {
    const nul = bytes.subarray(at, at + 11).indexOf(0)
    const name = decode(bytes.subarray(at, at + (nul < 0 ? 11 : nul)), encoding).trim()
    const type = String.fromCharCode(bytes[at + 11] ?? 0)
    // FoxPro keeps the high byte of long text fields where numbers keep their decimals.
    const length = (bytes[at + 16] ?? 0) + (type === 'C' ? (bytes[at + 17] ?? 0) * 256 : 0)
    fields.push({ name: unusedName(name, fields), type, start, length })
    start += length
  }
  return fields
}

/** Ten-byte names cut off in the middle collide; the second one gets a number instead of hiding the first. */
function unusedName(name: string, fields: readonly DbfField[]): string {
  let candidate = name
  for (let n = 2; fields.some((field) => field.name === candidate); n++) candidate = `${name}_${String(n)}`
  return candidate
}

function declaredType(type: string): FieldType {
  if (/[NFBOIY+]/.test(type)) return 'number'
  if (type === 'D') return 'day'
  return type === 'L' ? 'yes-no' : 'text'
}

function isBinary(type: string, length: number): boolean {
  return (type === 'I' && length === 4) || ((type === 'O' || type === 'B') && length === 8)
}

function binaryValue(view: DataView, at: number, type: string): number {
  return type === 'I' ? view.getInt32(at, true) : view.getFloat64(at, true)
}

function valueOf(text: string, type: string): string | number | null {
  const plain = text.replaceAll('\0', '').trim()
  if (plain === '') return null
  if (type === 'N' || type === 'F') {
    const number = Number(plain)
    // A field of asterisks is dBASE's way of saying that the number did not fit.
    return Number.isFinite(number) ? number : null
  }
  if (type === 'D')
    return /^\d{8}$/.test(plain) ? `${plain.slice(0, 4)}-${plain.slice(4, 6)}-${plain.slice(6)}` : null
  if (type === 'L') return /^[yt]$/i.test(plain) ? 1 : /^[nf]$/i.test(plain) ? 0 : null
  return plain
}
