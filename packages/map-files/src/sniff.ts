import { TextDecoder } from 'node:util'
import type { MapFormat } from './source-layer.ts'

/** What the first bytes say a file is. Names lie: WeChat renames, people rename, so the ending decides nothing. */
export type Sniffed =
  | MapFormat
  | 'zip'
  | 'bare-shapefile'
  | 'empty'
  | 'unknown'
  | { readonly unsupported: 'dwg' | 'dxf' | 'rar' | '7z' | 'gzip' | 'tiff' | 'mapinfo' | 'excel' }

function startsWith(bytes: Uint8Array, ...head: readonly number[]): boolean {
  return head.every((byte, i) => bytes[i] === byte)
}

export function sniff(bytes: Uint8Array, fileName: string): Sniffed {
  if (bytes.length === 0) return 'empty'
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return 'zip'
  if (startsWith(bytes, 0x66, 0x67, 0x62)) return 'flatgeobuf'
  if (startsWith(bytes, 0x00, 0x00, 0x27, 0x0a)) return 'bare-shapefile'
  if (startsWith(bytes, 0x52, 0x61, 0x72, 0x21)) return { unsupported: 'rar' }
  if (startsWith(bytes, 0x37, 0x7a, 0xbc, 0xaf)) return { unsupported: '7z' }
  if (startsWith(bytes, 0x1f, 0x8b)) return { unsupported: 'gzip' }
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a))
    return { unsupported: 'tiff' }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { unsupported: 'excel' }
  if (startsWith(bytes, 0x41, 0x43, 0x31, 0x30)) return { unsupported: 'dwg' }
  const head = headText(bytes)
  if (head.startsWith('SQLite format 3')) return 'geopackage'
  if (/^!table/i.test(head)) return { unsupported: 'mapinfo' }
  if (head.trim() === '') return 'empty'
  const text = head.trimStart()
  if (text.startsWith('<') && /<(\w+:)?kml[\s>]|xmlns(:\w+)?="[^"]*kml/i.test(text)) return 'kml'
  if (/^[{[\u001e]/.test(text)) return 'geojson'
  if (/^0\s+SECTION/i.test(text)) return { unsupported: 'dxf' }
  return /\.dbf$/i.test(fileName) ? 'bare-shapefile' : 'unknown'
}

function headText(bytes: Uint8Array): string {
  const wide = startsWith(bytes, 0xff, 0xfe)
    ? 'utf-16le'
    : startsWith(bytes, 0xfe, 0xff)
      ? 'utf-16be'
      : 'utf-8'
  return new TextDecoder(wide).decode(bytes.subarray(0, 4_096))
}
