/** Longitude and latitude in degrees, CGCS2000/WGS-84. Other systems are converted once, at import. */
export type LonLat = readonly [lon: number, lat: number]

/** What a feature carries beside its shape, as the source file names it. */
export type Attributes = Readonly<Record<string, string | number | null>>

/**
 * A map layer in memory: flat arrays, because a city has millions of vertices.
 *
 * feature i owns parts   featureStarts[i] … featureStarts[i + 1] - 1
 * part    p owns rings   partStarts[p]    … partStarts[p + 1] - 1   (polygon: shell, then holes; line and point: one)
 * ring    r owns vertices ringStarts[r]   … ringStarts[r + 1] - 1
 * vertex  v lies at      positions[2v], positions[2v + 1]           (longitude, latitude, degrees)
 *
 * Polygon rings are stored closed or open as the source had them; readers must not rely on either.
 */
export interface MapLayer {
  readonly geometry: 'polygon' | 'line' | 'point'
  readonly positions: Float64Array
  readonly ringStarts: Uint32Array
  readonly partStarts: Uint32Array
  readonly featureStarts: Uint32Array
  readonly attributes: readonly Attributes[]
}

export function featureCount(layer: MapLayer): number {
  return layer.featureStarts.length - 1
}
