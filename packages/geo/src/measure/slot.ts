import type { Emitter } from './crossings.ts'

/** A layer as the sweep sees it. */
export interface Slot {
  readonly role: 'boundary' | 'zone' | 'area'
  /** The mask bits of an area; 0 where the slot only carries weights. */
  readonly bits: number
  readonly emitters: readonly Emitter[]
  /** Of an area that carries weights. */
  readonly densities?: readonly Density[]
}

/** People (or whatever is counted) per square metre, by unit of a layer, in one weight layer. */
export interface Density {
  readonly weight: number
  readonly perUnit: Float64Array
}
