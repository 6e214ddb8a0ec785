import type { MapLayer } from '../layer.ts'
import type { AreaLayer } from './measure.ts'
import type { Box, Edges } from './edges.ts'
import type { LineMeasurement } from './measurement.ts'
import type { Plane } from './plane.ts'

/** Lines measured by length, in classes (width, kind, shaded or not) numbered from 0. */
export interface LineLayer {
  readonly name: string
  readonly layer: MapLayer
  /** One class per feature; all are class 0 where absent. */
  readonly classes?: Uint8Array
  /** Names of area layers whose cover splits the length. */
  readonly within?: readonly string[]
}

export interface LinesInput {
  readonly lines: readonly LineLayer[]
  readonly areas: readonly AreaLayer[]
  readonly plane: Plane
  readonly box: Box
  readonly boundaryEdges: Edges
  readonly zoneEdges: Edges | undefined
  readonly zoneCount: number
}

export function measureLines(_input: LinesInput): {
  readonly lines: readonly LineMeasurement[]
  readonly unreadableParts: number
} {
  return { lines: [], unreadableParts: 0 }
}
