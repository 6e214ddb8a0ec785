import type { PlanPoint, PlanRing } from './plane.ts'
import type { Quad } from './quad.ts'

export const greenStates = ['built', 'under-construction'] as const
/** Built and visible on the image (建成), or still being made (在建): the second counts for nothing yet. */
export type GreenState = (typeof greenStates)[number]

/** A piece of green land (绿地) with its class in both editions of CJJ/T 85. */
export interface GreenPatch {
  readonly name: string
  readonly class2017: string
  readonly class2002: string
  readonly street: string
  readonly state: GreenState
  readonly ring: PlanRing
  readonly owner: GreenOwner
}

export type GreenOwner =
  'landscape' | 'city' | 'railway' | 'water' | 'property' | 'unit' | 'enterprise' | 'street'

export const roadClasses = ['arterial', 'secondary', 'branch'] as const
export type RoadClass = (typeof roadClasses)[number]

export interface RoadSection {
  readonly name: string
  readonly roadClass: RoadClass
  readonly street: string
  readonly widthMetres: number
  readonly treeSides: 0 | 1 | 2
  /** Share of the road under trees, percent. */
  readonly shadedPercent: number
  readonly line: readonly PlanPoint[]
}

export const landUses = [
  'residential',
  'civic',
  'school',
  'hospital',
  'commercial',
  'industrial',
  'utility',
  'market',
  'vacant',
] as const
export type LandUse = (typeof landUses)[number]

/** A plot (地块) of one use. */
export interface Plot {
  readonly use: LandUse
  readonly street: string
  /** In the detached industrial park. */
  readonly detached: boolean
  /** Beside the railway, beyond the reach of any park. */
  readonly inServiceHole: boolean
  readonly builtIn: number
  readonly quad: Quad
}

/** An open strip beside a road where a pocket park (口袋公园) could be. */
export interface Gap {
  readonly street: string
  readonly inServiceHole: boolean
  readonly quad: Quad
}

export interface Water {
  readonly name: string
  readonly kind: 'river' | 'lake'
  readonly ring: PlanRing
}

/** The town as drawn, before it becomes map layers. */
export interface Town {
  readonly green: readonly GreenPatch[]
  readonly canopy: readonly PlanRing[]
  readonly roads: readonly RoadSection[]
  readonly plots: readonly Plot[]
  readonly gaps: readonly Gap[]
  readonly water: readonly Water[]
  readonly greenways: readonly { readonly name: string; readonly line: readonly PlanPoint[] }[]
  readonly railway: readonly PlanPoint[]
  readonly historicQuarter: PlanRing
}
