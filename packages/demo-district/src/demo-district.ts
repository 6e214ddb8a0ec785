import type { Day } from '@chuangyuan/domain/day'
import { drawTown } from './draw-town.ts'
import { mapLayers, type DemoLayers } from './map-layers.ts'
import { settle } from './settlement.ts'

/** A whole fictional district (演示数据). Nothing in it means a real place or person. */
export interface DemoDistrict {
  readonly layers: DemoLayers
}

/**
 * The demo district of a seed: the same seed and day always give the same district, to the last digit.
 * `today` decides the days of figures and the years of the history.
 */
export function generateDemoDistrict(seed: number, _today: Day): DemoDistrict {
  const town = drawTown(seed)
  const settlement = settle(seed, town)
  return { layers: mapLayers(seed, town, settlement) }
}
