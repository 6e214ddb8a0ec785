import type { LayerSpecification, RasterSourceSpecification } from 'maplibre-gl'
import { computed, shallowRef } from 'vue'

/**
 * A base map (底图) that the operator has set. None is built in: nothing is fetched from outside unless somebody
 * decided so. A map shown to anybody needs its review number (审图号), hence it is not optional.
 */
export interface BaseMap {
  /** XYZ templates, bottom layer first, e.g. 天地图 `vec_w` and its names `cva_w`, the key filled in. */
  readonly tiles: readonly string[]
  readonly reviewNumber: string
  readonly credit: string
}

const set = shallowRef<BaseMap>()
export const baseMap = computed(() => set.value)

export function setBaseMap(map: BaseMap | undefined): void {
  set.value = map
}

/** 天地图 in Web Mercator tiles; its coordinates are CGCS2000, so nothing is shifted. */
export function tianditu(key: string, reviewNumber: string): BaseMap {
  const tile = (layer: string) =>
    `https://t0.tianditu.gov.cn/${layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER=${layer}` +
    `&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}&tk=${encodeURIComponent(key)}`
  return { tiles: [tile('vec'), tile('cva')], reviewNumber, credit: '天地图' }
}

export function baseSources(map: BaseMap): Record<string, RasterSourceSpecification> {
  return Object.fromEntries(
    map.tiles.map((tile, index) => [
      `base-${String(index)}`,
      { type: 'raster', tiles: [tile], tileSize: 256, maxzoom: 18 },
    ]),
  )
}

export function baseLayers(map: BaseMap): LayerSpecification[] {
  return map.tiles.map((_, index) => ({
    id: `base-${String(index)}`,
    type: 'raster',
    source: `base-${String(index)}`,
    paint: { 'raster-saturation': -0.5, 'raster-opacity': 0.8 },
  }))
}
