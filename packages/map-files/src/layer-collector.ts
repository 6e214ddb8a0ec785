import type { Attributes } from '@chuangyuan/geo/layer'
import { fieldsOf, type DeclaredTypes } from './source-fields.ts'
import { GrowingNumbers } from './growing-numbers.ts'
import { Refused } from './refused.ts'
import {
  geometryKinds,
  type Dropped,
  type DropReason,
  type Extent,
  type GeometryKind,
  type MapFormat,
  type ReadLimits,
  type SourceLayer,
  type StatedCrs,
  type TextEncoding,
} from './source-layer.ts'

/** Fewer different vertices than this make no shape. */
const fewest: Readonly<Record<GeometryKind, number>> = { polygon: 3, line: 2, point: 1 }

/** Writes one shape's flat arrays; what turns out to be no shape is taken back. */
export class ShapeWriter {
  readonly #kind: GeometryKind
  readonly #drop: (reason: DropReason) => void
  readonly #maxVertices: number
  readonly #positions = new GrowingNumbers()
  readonly #ringStarts: number[] = [0]
  readonly #partStarts: number[] = [0]
  readonly #featureStarts: number[] = [0]
  readonly #attributes: Attributes[] = []
  #finite = true
  #shellLost = false

  constructor(kind: GeometryKind, maxVertices: number, drop: (reason: DropReason) => void) {
    this.#kind = kind
    this.#maxVertices = maxVertices
    this.#drop = drop
  }

  get count(): number {
    return this.#attributes.length
  }

  beginFeature(): void {
    this.#finite = true
  }

  beginPart(): void {
    this.#shellLost = false
  }

  vertex(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) this.#finite = false
    this.#positions.pair(x, y)
  }

  endRing(): void {
    const from = this.#ringStarts.at(-1) ?? 0
    const to = this.#positions.length / 2
    if (this.#shellLost) {
      // The holes of a shell that is none would become shells.
      this.#positions.cutTo(from * 2)
    } else if (this.#distinctVertices(from, to) < fewest[this.#kind]) {
      this.#positions.cutTo(from * 2)
      this.#shellLost = this.#kind === 'polygon' && this.#ringStarts.length - 1 === this.#partStarts.at(-1)
      this.#drop('too-few-vertices')
    } else {
      this.#ringStarts.push(to)
    }
  }

  endPart(): void {
    const rings = this.#ringStarts.length - 1
    if (rings > (this.#partStarts.at(-1) ?? 0)) this.#partStarts.push(rings)
  }

  endFeature(attributes: Attributes): boolean {
    const parts = this.#partStarts.length - 1
    if (parts === (this.#featureStarts.at(-1) ?? 0)) return false
    if (!this.#finite) {
      this.#takeBack()
      this.#drop('bad-coordinates')
      return false
    }
    if (this.#positions.length / 2 > this.#maxVertices) {
      throw new Refused({ code: 'map-file.too-many-vertices', limit: this.#maxVertices })
    }
    this.#featureStarts.push(parts)
    this.#attributes.push(attributes)
    return true
  }

  /** Forgets the feature that was begun, its half-read ring included. */
  abandonFeature(): void {
    this.#takeBack()
  }

  #takeBack(): void {
    const parts = this.#featureStarts.at(-1) ?? 0
    const rings = this.#partStarts[parts] ?? 0
    const vertices = this.#ringStarts[rings] ?? 0
    this.#partStarts.length = parts + 1
    this.#ringStarts.length = rings + 1
    this.#positions.cutTo(vertices * 2)
  }

  #distinctVertices(from: number, to: number): number {
    let count = 0
    for (let v = from; v < to; v++) {
      const before = v === from ? to - 1 : v - 1
      const same =
        this.#positions.at(2 * v) === this.#positions.at(2 * before) &&
        this.#positions.at(2 * v + 1) === this.#positions.at(2 * before + 1)
      if (!same) count++
    }
    // A closed walk along two points changes place at every step, so it passes as soon as it has
    // three vertices; such slivers have no area and are the engine's to report.
    return count === 0 && to > from ? 1 : count
  }

  arrays(): Pick<SourceLayer, 'positions' | 'ringStarts' | 'partStarts' | 'featureStarts' | 'attributes'> {
    return {
      positions: this.#positions.copy(),
      ringStarts: Uint32Array.from(this.#ringStarts),
      partStarts: Uint32Array.from(this.#partStarts),
      featureStarts: Uint32Array.from(this.#featureStarts),
      attributes: this.#attributes,
    }
  }
}

/** Collects the features of one source layer, each shape apart, and counts what it must leave out. */
export class LayerCollector {
  readonly #shapes: Readonly<Record<GeometryKind, ShapeWriter>>
  readonly #dropped = new Map<DropReason, number>()

  constructor(limits: ReadLimits) {
    const writer = (kind: GeometryKind) =>
      new ShapeWriter(kind, limits.maxVertices, (reason) => {
        this.drop(reason)
      })
    this.#shapes = { polygon: writer('polygon'), line: writer('line'), point: writer('point') }
  }

  shape(kind: GeometryKind): ShapeWriter {
    return this.#shapes[kind]
  }

  drop(reason: DropReason, count = 1): void {
    if (count > 0) this.#dropped.set(reason, (this.#dropped.get(reason) ?? 0) + count)
  }

  /** The layer of the shape asked for, else of the shape with most features. */
  finish(head: LayerHead, wanted: GeometryKind | undefined): SourceLayer {
    const byCount = [...geometryKinds].sort((a, b) => this.#shapes[b].count - this.#shapes[a].count)
    const geometry = wanted ?? byCount[0] ?? 'polygon'
    for (const kind of geometryKinds) {
      if (kind !== geometry) this.drop('other-geometry', this.#shapes[kind].count)
    }
    const dropped: Dropped[] = [...this.#dropped].map(([reason, count]) => ({ reason, count }))
    if (this.#shapes[geometry].count === 0) throw new Refused({ code: 'map-file.layer-empty', dropped })
    const arrays = this.#shapes[geometry].arrays()
    return {
      name: head.name,
      format: head.format,
      crs: head.crs,
      geometry,
      ...arrays,
      fields: fieldsOf(arrays.attributes, head.declaredTypes),
      encoding: head.encoding,
      extent: extentOf(arrays.positions),
      dropped,
    }
  }
}

export interface LayerHead {
  readonly name: string
  readonly format: MapFormat
  readonly crs: StatedCrs | undefined
  readonly encoding: TextEncoding
  /** Types the file itself declares; the rest is told from the values. */
  readonly declaredTypes: DeclaredTypes
}

export function extentOf(positions: Float64Array): Extent | undefined {
  if (positions.length === 0) return undefined
  let minX = Infinity
  let minY = Infinity
  let maxX = -Infinity
  let maxY = -Infinity
  for (let i = 0; i < positions.length; i += 2) {
    const x = positions[i] ?? 0
    const y = positions[i + 1] ?? 0
    if (x < minX) minX = x
    if (x > maxX) maxX = x
    if (y < minY) minY = y
    if (y > maxY) maxY = y
  }
  return [minX, minY, maxX, maxY]
}
