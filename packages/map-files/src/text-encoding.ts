import { TextDecoder } from 'node:util'
import type { TextEncoding, TextEncodingName } from './source-layer.ts'

/**
 * The text after `.cpg` files and code page names as ArcGIS, QGIS, GDAL and SuperMap write them.
 * GB2312, GBK and CP936 are all read as GB18030, their superset.
 */
export function encodingNamed(label: string): TextEncodingName | undefined {
  const plain = label
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '')
  if (/^(utf8|65001|cp65001)$/.test(plain)) return 'utf-8'
  if (/^(gbk|gb2312|gb18030|(cp|ansi|ms|oem|windows)?936|54936|cp54936|hzgb2312|xgbk)$/.test(plain))
    return 'gb18030'
  if (/^(big5|(cp|ansi|oem|windows)?950)$/.test(plain)) return 'big5'
  if (/^(iso88591|latin1|88591|(cp|ansi|windows)?1252)$/.test(plain)) return 'windows-1252'
  return undefined
}

/**
 * The language driver byte at offset 29 of a dBASE header: 0x4D (dBASE) and 0x7A (FoxPro) are code page
 * 936, 0x4F and 0x78 are 950. Writers set 0x57 ("ANSI") on files that are GBK in truth, and 0x00 where
 * they do not know, so those two say nothing.
 */
export function encodingOfDbfByte(byte: number): TextEncodingName | undefined {
  if (byte === 0x4d || byte === 0x7a) return 'gb18030'
  if (byte === 0x4f || byte === 0x78) return 'big5'
  return undefined
}

const decoders = new Map<TextEncodingName, InstanceType<typeof TextDecoder>>()

export function decode(bytes: Uint8Array, name: TextEncodingName): string {
  let found = decoders.get(name)
  if (found === undefined) decoders.set(name, (found = new TextDecoder(name)))
  return found.decode(bytes)
}

/** Fixed-width fields cut names in the middle of a character, so one broken character in ten is forgiven. */
const goodPerBroken = 10
/** So many characters of GBK text never happen to be valid UTF-8; two or three do (the word 联通 is famous for it). */
const tellingCharacters = 8

function trial(
  bytes: Uint8Array,
  name: TextEncodingName,
): { readonly good: number; readonly broken: number } {
  const text = decode(bytes, name)
  const broken = text.match(/\uFFFD/g)?.length ?? 0
  return { broken, good: (text.match(/[^\0-\x7F]/g)?.length ?? 0) - broken }
}

function fits(bytes: Uint8Array, name: TextEncodingName): boolean {
  const { good, broken } = trial(bytes, name)
  return broken * goodPerBroken <= good
}

/**
 * Tells UTF-8 from GBK by the bytes alone. UTF-8 is so strict that a GBK text of more than a few
 * characters does not pass for it, so what passes is UTF-8, and the rest is taken for GBK.
 */
export function guessEncoding(bytes: Uint8Array): TextEncodingName {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return fits(bytes, 'utf-8') ? 'utf-8' : 'gb18030'
}

/**
 * What a file states about its text is believed only if the text agrees: a `.cpg` copied from another
 * layer is common, and a wrong one would fill every name with replacement characters or rare ideographs.
 */
export function settleEncoding(
  bytes: Uint8Array,
  stated: TextEncoding | undefined,
  chosen: TextEncodingName | undefined,
): TextEncoding {
  if (chosen !== undefined) return { name: chosen, how: 'chosen' }
  const utf8 = trial(bytes, 'utf-8')
  const surelyUtf8 = utf8.good >= tellingCharacters && utf8.broken * goodPerBroken <= utf8.good
  const contradicted =
    stated !== undefined && (!fits(bytes, stated.name) || (surelyUtf8 && stated.name !== 'utf-8'))
  return stated === undefined || contradicted ? { name: guessEncoding(bytes), how: 'guess' } : stated
}

const sampleBytes = 2 ** 20

/** A megabyte from the first byte that is not ASCII: a large file may begin with coordinates only. */
function tellingSample(bytes: Uint8Array): Uint8Array {
  let from = 0
  while (from < bytes.length && (bytes[from] ?? 0) < 0x80) from++
  return bytes.subarray(from, from + sampleBytes)
}

/** A whole text file, its encoding chosen by a person or guessed. */
export function decodeText(
  bytes: Uint8Array,
  chosen: TextEncodingName | undefined,
): { readonly text: string; readonly encoding: TextEncoding } {
  const encoding: TextEncoding =
    chosen === undefined
      ? { name: guessEncoding(tellingSample(bytes)), how: 'guess' }
      : { name: chosen, how: 'chosen' }
  return { text: decode(bytes, encoding.name), encoding }
}
