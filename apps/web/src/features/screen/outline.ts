import type { Bounds } from '../../shell/map/map-look.ts'

/** Degrees into parts of a drawing, so that outlines and marks over them agree at any size of the screen. */
export interface Sheet {
  /** Width by height, with degrees of longitude as long as they are at this latitude. */
  readonly ratio: number
  /** From the left and from the top, 0 to 1. */
  readonly at: (lon: number, lat: number) => readonly [x: number, y: number]
}

/** A sheet over the bounds with a little margin around them. */
export function sheetOf([west, south, east, north]: Bounds): Sheet {
  const narrower = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [width, height] = [(east - west) * narrower, north - south]
  const margin = Math.max(width, height) * 0.03
  const [across, up] = [width + 2 * margin, height + 2 * margin]
  return {
    ratio: across / up,
    at: (lon, lat) => [((lon - west) * narrower + margin) / across, (north - lat + margin) / up],
  }
}

const digits = 4

/** The outlines of polygons as one SVG path in a view box of one by one; anything else draws nothing. */
export function pathOf(geometry: GeoJSON.Geometry, { at }: Sheet): string {
  const ring = (points: readonly GeoJSON.Position[]) =>
    `M${points
      .map(([lon = 0, lat = 0]) =>
        at(lon, lat)
          .map((part) => part.toFixed(digits))
          .join(' '),
      )
      .join('L')}Z`
  switch (geometry.type) {
    case 'Polygon':
      return geometry.coordinates.map(ring).join('')
    case 'MultiPolygon':
      return geometry.coordinates.flat().map(ring).join('')
    default:
      return ''
  }
}
