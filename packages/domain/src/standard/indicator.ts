import type { Stated } from './check.ts'

/** What can be computed from the district's map. The pack binds an edition's definition to each. */
export const indicatorIds = [
  'green-rate',
  'green-coverage',
  'woody-share',
  'park-green-per-head',
  'service-coverage',
  'shaded-road-share',
  'roads-with-trees',
  'greenway-coverage',
] as const
export type IndicatorId = (typeof indicatorIds)[number]

/** A code of CJJ/T 85: of the 2002 edition (G1…G5) or the 2017 edition (G1, G2, G3, XG, EG). Codes include their sub-codes. */
export interface GreenClasses {
  readonly edition2002: readonly string[]
  readonly edition2017: readonly string[]
}

export const populationBases = ['urban', 'non-farming'] as const
/** Which heads divide: 城区人口 of the built-up area (newer texts) or 非农业人口 (older texts). */
export type PopulationBase = (typeof populationBases)[number]

/** A park of this size serves this far. Where several fit a park, the widest radius counts. */
export interface ServiceRadius {
  /** m² of the park. */
  readonly areaAtLeast: number
  readonly areaLessThan?: number
  readonly radiusMetres: number
  /** Only for homes in a historic quarter. */
  readonly inHistoricQuarter?: boolean
}

/** How an edition defines an indicator: rules as data, read by the indicator engine. */
export type IndicatorDefinition =
  | {
      readonly indicator: 'green-rate'
      readonly classes: Stated<GreenClasses>
      /** Green outside the classes that may be counted, up to a share of the green inside construction land. */
      readonly otherGreen?: Stated<{
        readonly insideBuiltUp: boolean
        readonly adjacentToConstructionLand: boolean
        readonly atMostPercent: number
      }>
    }
  | {
      readonly indicator: 'green-coverage'
      /** Layers whose union is covered; plants under a canopy are not counted twice. */
      readonly layers: Stated<readonly ('green' | 'canopy' | 'roof-green')[]>
    }
  | { readonly indicator: 'woody-share' }
  | {
      readonly indicator: 'park-green-per-head'
      readonly classes: Stated<GreenClasses>
      readonly population: Stated<PopulationBase>
      /** Water that belongs to a park counts where it lies inside construction land. */
      readonly parkWater?: Stated<'inside-construction-land'>
    }
  | {
      readonly indicator: 'service-coverage'
      readonly classes: Stated<GreenClasses>
      readonly radii: Stated<readonly ServiceRadius[]>
      readonly shareOf: Stated<'residential-land' | 'people'>
    }
  | {
      readonly indicator: 'shaded-road-share'
      readonly canopyAtLeastPercent: Stated<number>
      /** Which road classes make the denominator; absent where the text means all. */
      readonly roadClasses?: Stated<readonly ('expressway' | 'arterial' | 'secondary' | 'branch')[]>
    }
  | {
      readonly indicator: 'roads-with-trees'
      readonly sides: Stated<'both' | 'one'>
    }
  | {
      readonly indicator: 'greenway-coverage'
      readonly radiusMetres: Stated<number>
      readonly shareOf: Stated<'residential-land' | 'people' | 'built-up-area'>
    }
