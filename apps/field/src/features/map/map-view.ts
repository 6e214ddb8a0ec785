/** A flat view of a district: good to a metre or so at this size, and only for finding one's way. */
export interface MapView {
  /** In the middle of the canvas, degrees. */
  readonly lon: number
  readonly lat: number
  /** Pixels for one degree of latitude. */
  readonly scale: number
}

export interface Size {
  readonly width: number
  readonly height: number
}

type Point = readonly [x: number, y: number]

const largestScale = 4_000_000

export function onScreen(
  { lon, lat, scale }: MapView,
  { width, height }: Size,
  at: readonly [lon: number, lat: number],
): Point {
  return [width / 2 + (at[0] - lon) * stretch(lat) * scale, height / 2 - (at[1] - lat) * scale]
}

function stretch(lat: number): number {
  return Math.cos((lat * Math.PI) / 180)
}

/** The view in which all points are seen, with a margin. */
export function viewOf(points: readonly (readonly [number, number])[], { width, height }: Size): MapView {
  if (points.length === 0) return { lon: 0, lat: 0, scale: 1 }
  const [west, south, east, north] = points.reduce<readonly [number, number, number, number]>(
    ([w, s, e, n], [lon, lat]) => [Math.min(w, lon), Math.min(s, lat), Math.max(e, lon), Math.max(n, lat)],
    [Infinity, Infinity, -Infinity, -Infinity],
  )
  const lat = (south + north) / 2
  const wide = Math.max((east - west) * stretch(lat), 1e-4)
  const high = Math.max(north - south, 1e-4)
  return { lon: (west + east) / 2, lat, scale: 0.92 * Math.min(width / wide, height / high) }
}

export function panned(view: MapView, dx: number, dy: number): MapView {
  return { ...view, lon: view.lon - dx / (stretch(view.lat) * view.scale), lat: view.lat + dy / view.scale }
}

/** Larger or smaller about a point that stays where it is. */
export function zoomed(view: MapView, size: Size, factor: number, [x, y]: Point): MapView {
  const scale = Math.min(view.scale * factor, largestScale)
  const ratio = view.scale / scale
  const [dx, dy] = [x - size.width / 2, y - size.height / 2]
  return {
    scale,
    lon: view.lon + (dx * (1 - ratio)) / (stretch(view.lat) * view.scale),
    lat: view.lat - (dy * (1 - ratio)) / view.scale,
  }
}
