import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { Attributes, MapLayer } from './layer.ts'

/**
 * A layer as bytes, for storage after import: parsing GeoJSON takes longer than
 * all indicators together, this is read without copying a coordinate.
 *
 * Little endian. Header of 40 bytes: magic, version, geometry, counts of
 * features, parts, rings and vertices, bytes of attributes, checksum of all that
 * follows. Then positions (f64), ring, part and feature starts (u32), and the
 * attributes as JSON.
 */
export type LayerDamage =
  | { readonly code: 'layer.not-a-layer' }
  | { readonly code: 'layer.unknown-version'; readonly version: number }
  | { readonly code: 'layer.truncated'; readonly expectedBytes: number; readonly foundBytes: number }
  | { readonly code: 'layer.checksum' }
  | { readonly code: 'layer.inconsistent' }

/** "CYLAYER1" in ASCII. */
const magic = [0x414c_5943, 0x3152_4559] as const
const version = 1
const headerBytes = 40
const geometries = ['polygon', 'line', 'point'] as const

export function layerToBytes(layer: MapLayer): Uint8Array<ArrayBuffer> {
  const { positions, ringStarts, partStarts, featureStarts } = layer
  const attributes = new TextEncoder().encode(JSON.stringify(layer.attributes))
  const bodyBytes =
    positions.byteLength + ringStarts.byteLength + partStarts.byteLength + featureStarts.byteLength
  const buffer = new ArrayBuffer(headerBytes + paddedTo8(bodyBytes + attributes.length))
  let at = headerBytes
  new Float64Array(buffer, at, positions.length).set(positions)
  at += positions.byteLength
  for (const starts of [ringStarts, partStarts, featureStarts]) {
    new Uint32Array(buffer, at, starts.length).set(starts)
    at += starts.byteLength
  }
  new Uint8Array(buffer, at, attributes.length).set(attributes)
  const header = new Uint32Array(buffer, 0, headerBytes / 4)
  header.set([
    ...magic,
    version,
    geometries.indexOf(layer.geometry),
    featureStarts.length - 1,
    partStarts.length - 1,
    ringStarts.length - 1,
    positions.length / 2,
    attributes.length,
  ])
  header[9] = checksum(buffer, 0)
  return new Uint8Array(buffer)
}

/** The arrays look into `bytes`: leave those alone afterwards. Bytes at an odd address are copied first. */
export function layerFromBytes(bytes: Uint8Array): Result<MapLayer, LayerDamage> {
  if (bytes.byteLength < headerBytes) return refuse({ code: 'layer.not-a-layer' })
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice()
  const { buffer, byteOffset } = aligned
  const header = new Uint32Array(buffer, byteOffset, headerBytes / 4)
  const [first, second, foundVersion = 0, kind = 0, features = 0, parts = 0, rings = 0, vertices = 0] = header
  if (first !== magic[0] || second !== magic[1]) return refuse({ code: 'layer.not-a-layer' })
  if (foundVersion !== version) return refuse({ code: 'layer.unknown-version', version: foundVersion })
  const attributeBytes = header[8] ?? 0
  const bodyBytes = 16 * vertices + 4 * (rings + parts + features + 3)
  const expectedBytes = headerBytes + paddedTo8(bodyBytes + attributeBytes)
  if (bytes.byteLength < expectedBytes) {
    return refuse({ code: 'layer.truncated', expectedBytes, foundBytes: bytes.byteLength })
  }
  const geometry = geometries[kind]
  if (bytes.byteLength > expectedBytes || geometry === undefined)
    return refuse({ code: 'layer.inconsistent' })
  if (header[9] !== checksum(buffer, byteOffset, bytes.byteLength)) return refuse({ code: 'layer.checksum' })

  let at = byteOffset + headerBytes
  const positions = new Float64Array(buffer, at, 2 * vertices)
  at += positions.byteLength
  const starts = (count: number) => {
    const array = new Uint32Array(buffer, at, count + 1)
    at += array.byteLength
    return array
  }
  const ringStarts = starts(rings)
  const partStarts = starts(parts)
  const featureStarts = starts(features)
  const attributes = attributesOf(new Uint8Array(buffer, at, attributeBytes))
  const consistent =
    isRunUpTo(ringStarts, vertices) && isRunUpTo(partStarts, rings) && isRunUpTo(featureStarts, parts)
  if (!consistent || attributes?.length !== features) return refuse({ code: 'layer.inconsistent' })
  return accept({ geometry, positions, ringStarts, partStarts, featureStarts, attributes })
}

function paddedTo8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8
}

function isRunUpTo(starts: Uint32Array, total: number): boolean {
  let before = 0
  for (const start of starts) {
    if (start < before) return false
    before = start
  }
  return starts[0] === 0 && before === total
}

function attributesOf(bytes: Uint8Array): readonly Attributes[] | undefined {
  try {
    // A view of shared memory cannot be decoded; its copy can.
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice()))
    return Array.isArray(parsed) ? (parsed as Attributes[]) : undefined
  } catch {
    return undefined
  }
}

/** FNV-1a over 32-bit words, header fields included, the checksum itself left out. */
function checksum(buffer: ArrayBufferLike, offset: number, length = buffer.byteLength): number {
  const words = new Uint32Array(buffer, offset, length / 4)
  let hash = 0x811c_9dc5
  for (let i = 0; i < words.length; i++) {
    if (i === 9) continue
    hash = Math.imul(hash ^ (words[i] ?? 0), 0x0100_0193)
    // Multiplication carries upward only; without this the top bits of a word would hardly count.
    hash ^= hash >>> 15
  }
  return hash >>> 0
}
