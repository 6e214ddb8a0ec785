import type { Day } from '@chuangyuan/domain/day'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { ZoneId } from '@chuangyuan/domain/standard/applicant'
import type { MapLayer } from '@chuangyuan/geo/layer'

/** A layer with what makes its numbers trustworthy. Attributes carry the field names of its kind. */
export interface DistrictLayer {
  readonly layer: MapLayer
  /** Printed as source of every figure it goes into. */
  readonly name: string
  /** The day the map shows: of the image, not of the import. */
  readonly asOf: Day
}

/** The map of a district on which the indicators of a standard are measured. */
export interface DistrictMap {
  readonly layers: Readonly<Partial<Record<LayerKind, DistrictLayer>>>
  /** One zone per feature of the layer `streets`, in its order; null where no street is known by that code or name. */
  readonly zones: readonly (ZoneId | null)[]
}
