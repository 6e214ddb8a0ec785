import type { MapLayer } from '@chuangyuan/geo/layer'
import { gaussKrueger, projectionOf } from '@chuangyuan/geo/projection'

/** Polygons or lines in metres of Gauss-Krüger, zone meridian 117, for both the engine and the oracle. */
export class MetricFeatures {
  readonly geometry: 'polygon' | 'line'
  readonly xy: number[] = []
  readonly ringStarts: number[] = [0]
  readonly featureStarts: number[] = [0]

  constructor(geometry: 'polygon' | 'line') {
    this.geometry = geometry
  }

  /** A feature of one part: its shell and holes, to the millimetre. Rings are closed here. */
  add(...rings: readonly (readonly (readonly [number, number])[])[]): void {
    for (const ring of rings) {
      for (const [x, y] of ring) this.xy.push(Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000)
      if (this.geometry === 'polygon') {
        const first = 2 * (this.ringStarts.at(-1) ?? 0)
        this.xy.push(this.xy[first] ?? 0, this.xy[first + 1] ?? 0)
      }
      this.ringStarts.push(this.xy.length / 2)
    }
    this.featureStarts.push(this.ringStarts.length - 1)
  }

  /** Repeats an earlier feature exactly. */
  repeat(feature: number): void {
    for (let ring = this.featureStarts[feature] ?? 0; ring < (this.featureStarts[feature + 1] ?? 0); ring++) {
      const end = this.ringStarts[ring + 1] ?? 0
      for (let v = this.ringStarts[ring] ?? 0; v < end; v++)
        this.xy.push(this.xy[2 * v] ?? 0, this.xy[2 * v + 1] ?? 0)
      this.ringStarts.push(this.xy.length / 2)
    }
    this.featureStarts.push(this.ringStarts.length - 1)
  }

  get size(): number {
    return this.featureStarts.length - 1
  }

  layer(): MapLayer {
    const positions = Float64Array.from(this.xy)
    projectionOf(gaussKrueger(117)).inverse(positions, positions)
    return {
      geometry: this.geometry,
      positions,
      ringStarts: Uint32Array.from(this.ringStarts),
      partStarts: Uint32Array.from(this.featureStarts),
      featureStarts: Uint32Array.from({ length: this.size + 1 }, (_, i) => i),
      attributes: Array.from({ length: this.size }, () => ({})),
    }
  }

  /** Shell less holes, by the shoelace formula on the plane. */
  areas(): Float64Array {
    return Float64Array.from({ length: this.size }, (_, feature) => {
      const first = this.featureStarts[feature] ?? 0
      let area = 0
      for (let ring = first; ring < (this.featureStarts[feature + 1] ?? 0); ring++) {
        let sum = 0
        const end = (this.ringStarts[ring + 1] ?? 0) - 1
        for (let v = this.ringStarts[ring] ?? 0; v < end; v++) {
          sum +=
            (this.xy[2 * v] ?? 0) * (this.xy[2 * v + 3] ?? 0) -
            (this.xy[2 * v + 2] ?? 0) * (this.xy[2 * v + 1] ?? 0)
        }
        area += (ring === first ? 1 : -1) * Math.abs(sum / 2)
      }
      return area
    })
  }
}
