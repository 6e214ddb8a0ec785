import type { StreetMatch } from '@chuangyuan/contract/layer'

interface NamedPlace {
  readonly code: string
  readonly name: string
}

/** The district's street that a polygon is, by code or, where the file has none, by name. */
export function streetOf<Street extends NamedPlace>(
  { code, name }: NamedPlace,
  streets: readonly Street[],
): Street | undefined {
  return (
    streets.find((street) => code !== '' && street.code === code) ??
    streets.find((street) => name !== '' && street.name === name)
  )
}

export function matchStreets(polygons: readonly NamedPlace[], streets: readonly NamedPlace[]): StreetMatch {
  const found = polygons.map((polygon) => streetOf(polygon, streets))
  const drawn = new Set(found)
  const named = ({ code, name }: NamedPlace) => ({ code, name })
  return {
    matched: found.filter((street) => street !== undefined).length,
    unmatched: polygons.filter((_, at) => found[at] === undefined).map(named),
    withoutPolygon: streets.filter((street) => !drawn.has(street)).map(named),
  }
}
