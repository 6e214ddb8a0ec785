import type { LonLat } from '@chuangyuan/geo/layer'

/** A site's shape, as GeoJSON writes it. */
export type SiteGeometry =
  | { readonly type: 'Point'; readonly coordinates: LonLat }
  | { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LonLat[])[] }

/** Where a site is shown as a point: the middle vertex of a line, the middle of a polygon's outer ring. */
export function pointOn(geometry: SiteGeometry): LonLat | undefined {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates
    case 'LineString':
      return geometry.coordinates[Math.floor(geometry.coordinates.length / 2)]
    case 'Polygon':
      return middleOf(geometry.coordinates[0] ?? [])
  }
}

/** Mean of the ring's vertices; the closing vertex repeats the first and is not counted. */
function middleOf(ring: readonly LonLat[]): LonLat | undefined {
  const open = ring.slice(0, -1)
  if (open.length === 0) return undefined
  const sum = open.reduce<LonLat>(([lon, lat], [x, y]) => [lon + x, lat + y], [0, 0])
  return [sum[0] / open.length, sum[1] / open.length]
}
