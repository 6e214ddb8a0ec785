import { unzip, type UnzipFileInfo } from 'fflate'
import { decode, guessEncoding } from './text-encoding.ts'
import { Refused } from './refused.ts'
import type { ReadLimits } from './source-layer.ts'

/** A file inside an archive, its path with forward slashes and its name as a person would read it. */
export interface ArchiveEntry {
  readonly path: string
  readonly size: number
}

/**
 * Windows' own zip folders and most Chinese archivers write GBK names without saying so; fflate then
 * hands them over byte by byte as Latin-1, from which the bytes can be had back.
 */
function readableName(raw: string): string {
  const bytes = new Uint8Array(raw.length)
  for (let i = 0; i < raw.length; i++) {
    const unit = raw.charCodeAt(i)
    if (unit > 0xff) return raw.replaceAll('\\', '/')
    bytes[i] = unit
  }
  return decode(bytes, guessEncoding(bytes)).replaceAll('\\', '/')
}

function isRubbish(path: string): boolean {
  return path.endsWith('/') || path.startsWith('__MACOSX/') || /(^|\/)(\._|\.DS_Store|Thumbs\.db)/.test(path)
}

const localHeader = 0x04034b50
const endOfDirectory = 0x06054b50

/** True where the end-of-directory record is missing: the upload broke off. */
function isTruncated(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--) {
    if (view.getUint32(at, true) === endOfDirectory) return false
  }
  return true
}

function isEncrypted(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return bytes.length > 8 && view.getUint32(0, true) === localHeader && (view.getUint16(6, true) & 1) === 1
}

/**
 * Unpacks only what is asked for. The declared sizes are summed before anything is inflated, and fflate
 * never inflates beyond a declared size, so a zip bomb costs nothing.
 */
export async function unpack(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
  limits: ReadLimits,
): Promise<ReadonlyMap<string, Uint8Array>> {
  checkArchive(bytes)
  let total = 0
  const names = new Map<string, string>()
  const files = await run(bytes, (file) => {
    const path = readableName(file.name)
    if (isRubbish(path) || !wanted(path)) return false
    total += file.originalSize
    names.set(file.name, path)
    return total <= limits.maxUnpackedBytes
  })
  if (total > limits.maxUnpackedBytes)
    throw new Refused({ code: 'map-file.too-large', bytes: total, limit: limits.maxUnpackedBytes })
  return new Map(Object.entries(files).map(([raw, content]) => [names.get(raw) ?? raw, content]))
}

/** The archive's table of contents; nothing is inflated. */
export async function entriesOf(bytes: Uint8Array): Promise<readonly ArchiveEntry[]> {
  checkArchive(bytes)
  const entries: ArchiveEntry[] = []
  await run(bytes, (file) => {
    const path = readableName(file.name)
    if (!isRubbish(path)) entries.push({ path, size: file.originalSize })
    return false
  })
  return entries
}

function checkArchive(bytes: Uint8Array): void {
  if (isTruncated(bytes)) throw new Refused({ code: 'map-file.truncated', format: 'zip', part: 'directory' })
  if (isEncrypted(bytes)) throw new Refused({ code: 'map-file.encrypted' })
}

function run(
  bytes: Uint8Array,
  filter: (file: UnzipFileInfo) => boolean,
): Promise<Record<string, Uint8Array>> {
  return new Promise((resolve, reject) => {
    // fflate inflates larger entries in worker threads and reports damage through the callback.
    unzip(bytes, { filter }, (failure, files) => {
      if (failure === null) resolve(files)
      else reject(new Refused({ code: 'map-file.damaged', format: 'zip', part: 'entry' }))
    })
  })
}
