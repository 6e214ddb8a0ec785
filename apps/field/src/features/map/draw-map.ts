import { onScreen, type MapView, type Size } from './map-view.ts'
import type { Outline } from './outlines.ts'

export interface Mark {
  readonly kind: 'site' | 'finding'
  readonly id: string
  readonly name: string
  readonly lon: number
  readonly lat: number
}

export interface Scene {
  readonly outlines: readonly Outline[]
  readonly marks: readonly Mark[]
  readonly here: { readonly lon: number; readonly lat: number; readonly accuracy: number | null } | null
  readonly chosen: Mark | undefined
}

const metresPerDegree = 111_320
/** Names are written once there is room for them. */
const nameScale = 40_000

/** Ink by kind of outline; anything else is drawn as a boundary. */
const looks: Record<string, { fill?: string; line: string; width: number }> = {
  water: { fill: '#cfe0ea', line: '#235a7a', width: 1 },
  green: { fill: '#d5e5cf', line: '#2f7a55', width: 1 },
  roads: { line: '#8a8371', width: 2 },
  streets: { line: '#4a5146', width: 1.5 },
}
const boundary = { line: '#4a5146', width: 1.5 }

export function drawMap(pen: CanvasRenderingContext2D, size: Size, view: MapView, scene: Scene): void {
  pen.clearRect(0, 0, size.width, size.height)
  for (const outline of scene.outlines) drawOutline(pen, size, view, outline)
  for (const mark of scene.marks) if (mark !== scene.chosen) drawMark(pen, size, view, mark, false)
  if (scene.chosen !== undefined) drawMark(pen, size, view, scene.chosen, true)
  if (scene.here !== null) drawHere(pen, size, view, scene.here)
}

function drawOutline(
  pen: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  { kind, closed, lines }: Outline,
): void {
  const look: { fill?: string; line: string; width: number } = looks[kind] ?? boundary
  pen.beginPath()
  for (const line of lines) {
    for (const [index, at] of line.entries()) {
      const [x, y] = onScreen(view, size, at)
      if (index === 0) pen.moveTo(x, y)
      else pen.lineTo(x, y)
    }
    if (closed) pen.closePath()
  }
  if (closed && look.fill !== undefined) {
    pen.fillStyle = look.fill
    pen.fill('evenodd')
  }
  pen.strokeStyle = look.line
  pen.lineWidth = look.width
  pen.stroke()
}

function drawMark(
  pen: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  mark: Mark,
  isChosen: boolean,
): void {
  const [x, y] = onScreen(view, size, [mark.lon, mark.lat])
  if (x < -20 || y < -20 || x > size.width + 20 || y > size.height + 20) return
  // Seen as a whole, six hundred marks must leave the map to be seen.
  const radius = isChosen ? 10 : Math.min(5, Math.max(1.8, view.scale / 6000))
  pen.beginPath()
  // Shape, not colour alone: a site is round, a finding is a square on its corner.
  if (mark.kind === 'site') pen.arc(x, y, radius, 0, 2 * Math.PI)
  else {
    pen.moveTo(x, y - radius * 1.4)
    pen.lineTo(x + radius * 1.4, y)
    pen.lineTo(x, y + radius * 1.4)
    pen.lineTo(x - radius * 1.4, y)
    pen.closePath()
  }
  pen.fillStyle = mark.kind === 'site' ? '#12402b' : '#85261a'
  pen.fill()
  pen.strokeStyle = '#fffefb'
  pen.lineWidth = 1.5
  pen.stroke()
  if (!isChosen && (view.scale < nameScale || mark.kind === 'finding')) return
  pen.font = '14px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
  const { width } = pen.measureText(mark.name)
  const right = x + radius + 6
  const left = right + width > size.width - 4 ? Math.max(4, x - radius - 6 - width) : right
  if (isChosen) {
    pen.fillStyle = '#fffefb'
    pen.fillRect(left - 4, y - 11, width + 8, 22)
    pen.lineWidth = 1
    pen.strokeStyle = '#12402b'
    pen.strokeRect(left - 4, y - 11, width + 8, 22)
  } else {
    pen.lineWidth = 3
    pen.strokeText(mark.name, left, y + 5)
  }
  pen.fillStyle = '#20251e'
  pen.fillText(mark.name, left, y + 5)
}

function drawHere(
  pen: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  here: { readonly lon: number; readonly lat: number; readonly accuracy: number | null },
): void {
  const [x, y] = onScreen(view, size, [here.lon, here.lat])
  pen.beginPath()
  pen.arc(x, y, Math.max(12, ((here.accuracy ?? 0) / metresPerDegree) * view.scale), 0, 2 * Math.PI)
  pen.fillStyle = 'rgb(35 90 122 / 20%)'
  pen.fill()
  pen.beginPath()
  pen.arc(x, y, 7, 0, 2 * Math.PI)
  pen.fillStyle = '#235a7a'
  pen.fill()
  pen.strokeStyle = '#fffefb'
  pen.lineWidth = 2
  pen.stroke()
}

/** The mark under a finger: the nearest one, if it is near enough. */
export function markAt(
  marks: readonly Mark[],
  view: MapView,
  size: Size,
  x: number,
  y: number,
): Mark | undefined {
  const reach = 28
  let best: { mark: Mark; distance: number } | undefined
  for (const mark of marks) {
    const [mx, my] = onScreen(view, size, [mark.lon, mark.lat])
    const distance = Math.hypot(mx - x, my - y)
    if (distance <= reach && (best === undefined || distance < best.distance)) best = { mark, distance }
  }
  return best?.mark
}
