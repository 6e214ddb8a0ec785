import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import { drawMap, markAt, type Mark, type Scene } from './draw-map.ts'
import { panned, viewOf, zoomed, type MapView, type Size } from './map-view.ts'

/** A finger that moves less than this was a tap. */
const tapPixels = 8

/** A canvas that is panned with one finger, zoomed with two, and tapped. */
export function useMap(
  canvas: Readonly<ShallowRef<HTMLCanvasElement | null>>,
  scene: () => Scene,
  tapped: (mark: Mark | undefined) => void,
) {
  const view = shallowRef<MapView>()
  const size = shallowRef<Size>({ width: 0, height: 0 })
  const fingers = new Map<number, { x: number; y: number }>()
  let moved = 0

  function draw(): void {
    const pen = canvas.value?.getContext('2d')
    if (pen == null || view.value === undefined) return
    const ratio = devicePixelRatio
    pen.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawMap(pen, size.value, view.value, scene())
  }

  function fit(): void {
    const { outlines, marks } = scene()
    const points = outlines.flatMap(({ lines }) => lines.flat())
    const all = points.length > 0 ? points : marks.map(({ lon, lat }) => [lon, lat] as const)
    if (all.length > 0) view.value = viewOf(all, size.value)
  }

  function measure(): void {
    const { value } = canvas
    if (value === null) return
    size.value = { width: value.clientWidth, height: value.clientHeight }
    value.width = value.clientWidth * devicePixelRatio
    value.height = value.clientHeight * devicePixelRatio
    if (view.value === undefined) fit()
    draw()
  }

  function zoom(
    factor: number,
    at: readonly [number, number] = [size.value.width / 2, size.value.height / 2],
  ): void {
    if (view.value !== undefined) view.value = zoomed(view.value, size.value, factor, at)
  }

  function down(event: PointerEvent): void {
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY })
    canvas.value?.setPointerCapture(event.pointerId)
    if (fingers.size === 1) moved = 0
  }

  function move(event: PointerEvent): void {
    const before = fingers.get(event.pointerId)
    if (before === undefined || view.value === undefined) return
    const [dx, dy] = [event.offsetX - before.x, event.offsetY - before.y]
    moved += Math.abs(dx) + Math.abs(dy)
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1]
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY })
    if (other === undefined) {
      view.value = panned(view.value, dx, dy)
      return
    }
    const apart = (from: { x: number; y: number }): number => Math.hypot(from.x - other.x, from.y - other.y)
    const factor = apart({ x: event.offsetX, y: event.offsetY }) / Math.max(1, apart(before))
    zoom(factor, [(event.offsetX + other.x) / 2, (event.offsetY + other.y) / 2])
  }

  function up(event: PointerEvent): void {
    fingers.delete(event.pointerId)
    if (moved > tapPixels || view.value === undefined || event.type === 'pointercancel') return
    tapped(markAt(scene().marks, view.value, size.value, event.offsetX, event.offsetY))
  }

  function wheel(event: WheelEvent): void {
    zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, [event.offsetX, event.offsetY])
  }

  watch([view, scene], draw)
  // The canvas is there once the offline package is, which may be after the page.
  watch(canvas, measure, { flush: 'post' })
  addEventListener('resize', measure)
  onScopeDispose(() => removeEventListener('resize', measure))

  function centre(on: { readonly lon: number; readonly lat: number }): void {
    if (view.value !== undefined)
      view.value = { lon: on.lon, lat: on.lat, scale: Math.max(view.value.scale, 60_000) }
  }

  return { down, move, up, wheel, zoom, fit, centre }
}
