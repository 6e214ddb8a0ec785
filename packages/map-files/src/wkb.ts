import type { Attributes } from '@chuangyuan/geo/layer'
import type { LayerCollector, ShapeWriter } from './layer-collector.ts'
import type { GeometryKind } from './source-layer.ts'

class Damaged extends Error {
  override readonly name = 'Damaged'
}

/**
 * A cursor over Well-Known Binary (OGC 06-103r4), with the Z and M variants of ISO (type + 1000, 2000,
 * 3000) and of PostGIS (high bits). Every read is checked against the end, so a cut blob is told, not guessed.
 */
class Wkb {
  readonly #view: DataView
  #at: number
  #little = true

  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#at = at
  }

  head(): { readonly type: number; readonly dimensions: number } {
    this.#need(5)
    this.#little = this.#view.getUint8(this.#at) === 1
    this.#at += 1
    const code = this.count(0)
    if ((code & 0x20000000) !== 0) this.count(0)
    const plain = code & 0x1fffffff
    const extra = Math.floor(plain / 1000)
    const z = extra === 1 || extra === 3 || (code & 0x80000000) !== 0
    const m = extra === 2 || extra === 3 || (code & 0x40000000) !== 0
    return { type: plain % 1000, dimensions: 2 + (z ? 1 : 0) + (m ? 1 : 0) }
  }

  /** An unsigned integer; as a count it must leave room for that many items of `bytesEach`. */
  count(bytesEach: number): number {
    this.#need(4)
    const value = this.#view.getUint32(this.#at, this.#little)
    this.#at += 4
    this.#need(value * bytesEach)
    return value
  }

  vertex(dimensions: number, into: ShapeWriter): void {
    this.#need(8 * dimensions)
    into.vertex(
      this.#view.getFloat64(this.#at, this.#little),
      this.#view.getFloat64(this.#at + 8, this.#little),
    )
    this.#at += 8 * dimensions
  }

  /** An empty point is written as NaN. */
  pointIsEmpty(): boolean {
    this.#need(8)
    return Number.isNaN(this.#view.getFloat64(this.#at, this.#little))
  }

  skip(bytes: number): void {
    this.#need(bytes)
    this.#at += bytes
  }

  #need(bytes: number): void {
    if (this.#at + bytes > this.#view.byteLength) throw new Damaged()
  }
}

/** Puts one WKB geometry into the layer. */
export function collectWkb(
  bytes: Uint8Array,
  at: number,
  attributes: Attributes,
  into: LayerCollector,
): void {
  const open = new Set<GeometryKind>()
  let known = true
  const shape = (kind: GeometryKind) => {
    const writer = into.shape(kind)
    if (!open.has(kind)) {
      open.add(kind)
      writer.beginFeature()
    }
    return writer
  }
  try {
    known = walk(new Wkb(bytes, at), shape, 0)
  } catch (fault) {
    if (!(fault instanceof Damaged)) throw fault
    // What was begun may lack its end, so the whole feature goes.
    for (const kind of open) into.shape(kind).abandonFeature()
    into.drop('damaged-record')
    return
  }
  for (const kind of open) into.shape(kind).endFeature(attributes)
  if (!known) into.drop('unknown-geometry')
  else if (open.size === 0) into.drop('no-geometry')
}

function walk(wkb: Wkb, shape: (kind: GeometryKind) => ShapeWriter, depth: number): boolean {
  if (depth > 8) throw new Damaged()
  const { type, dimensions } = wkb.head()
  switch (type) {
    case 1:
      if (wkb.pointIsEmpty()) wkb.skip(8 * dimensions)
      else path(wkb, dimensions, 1, shape('point'))
      return true
    case 2: {
      const count = wkb.count(8 * dimensions)
      if (count > 0) path(wkb, dimensions, count, shape('line'))
      return true
    }
    case 3: {
      const rings = wkb.count(4)
      if (rings === 0) return true
      const polygon = shape('polygon')
      polygon.beginPart()
      for (let r = 0; r < rings; r++) {
        const count = wkb.count(8 * dimensions)
        for (let v = 0; v < count; v++) wkb.vertex(dimensions, polygon)
        polygon.endRing()
      }
      polygon.endPart()
      return true
    }
    case 4:
    case 5:
    case 6:
    case 7: {
      const members = wkb.count(9)
      let known = true
      for (let i = 0; i < members && known; i++) known = walk(wkb, shape, depth + 1)
      return known
    }
    default:
      return false
  }
}

function path(wkb: Wkb, dimensions: number, count: number, into: ShapeWriter): void {
  into.beginPart()
  for (let v = 0; v < count; v++) wkb.vertex(dimensions, into)
  into.endRing()
  into.endPart()
}
