import { accept, refuse, type Result } from '../result.ts'
import { wholeBelow, type DrawSeed } from './xoshiro.ts'

/** What may be drawn, and the stratum (层) it stands in: its street or its unit. */
export interface FrameRow {
  readonly id: string
  readonly stratum: string
}

/** A stratum of a frame: how many there are, how many of them are drawn. */
export interface Stratum {
  readonly stratum: string
  readonly size: number
  readonly sample: number
}

export type AllocationRefusal =
  { readonly code: 'draw.frame-empty' } | { readonly code: 'draw.sample-too-small'; readonly atLeast: number }

/**
 * Shares a sample out to the strata in proportion to their size (largest
 * remainders, ties by name), at least one to each: of a stratum that nobody
 * looks into nothing can be said. A sample larger than the frame takes all.
 */
export function allocate(
  frame: readonly FrameRow[],
  sample: number,
): Result<readonly Stratum[], AllocationRefusal> {
  if (frame.length === 0) return refuse({ code: 'draw.frame-empty' })
  const sizes = [...Map.groupBy(frame, ({ stratum }) => stratum)]
    .map(([stratum, rows]) => ({ stratum, size: rows.length }))
    .sort((one, other) => (one.stratum < other.stratum ? -1 : 1))
  if (sample < sizes.length) return refuse({ code: 'draw.sample-too-small', atLeast: sizes.length })
  const wanted = Math.min(sample, frame.length)
  // One each first; what is left goes by size among what is left of each stratum.
  const rest = wanted - sizes.length
  const restSize = frame.length - sizes.length
  const shares = sizes.map(({ stratum, size }) => {
    const exact = restSize === 0 ? 0 : (rest * (size - 1)) / restSize
    return { stratum, size, whole: Math.floor(exact), remainder: exact - Math.floor(exact) }
  })
  const open = rest - shares.reduce((sum, { whole }) => sum + whole, 0)
  const more = new Set(
    shares
      .toSorted((one, other) => other.remainder - one.remainder || (one.stratum < other.stratum ? -1 : 1))
      .slice(0, open)
      .map(({ stratum }) => stratum),
  )
  return accept(
    shares.map(({ stratum, size, whole }) => ({
      stratum,
      size,
      sample: 1 + whole + Number(more.has(stratum)),
    })),
  )
}

/** The chance that one row of the stratum is drawn; the same for each of them. */
export function inclusionProbability({ size, sample }: Stratum): number {
  return sample / size
}

/**
 * The draw: within every stratum a sample without return, each subset of its
 * size equally likely. It depends on nothing but the rows, the strata and the
 * seed; rows are put in order by id first, so theirs does not matter.
 */
export function drawSample(
  frame: readonly FrameRow[],
  strata: readonly Stratum[],
  seed: DrawSeed,
): readonly string[] {
  const below = wholeBelow(seed)
  const rowsOf = Map.groupBy(frame, ({ stratum }) => stratum)
  return strata
    .toSorted((one, other) => (one.stratum < other.stratum ? -1 : 1))
    .flatMap(({ stratum, sample }) => {
      const ids = (rowsOf.get(stratum) ?? []).map(({ id }) => id).sort()
      return Array.from({ length: Math.min(sample, ids.length) }, () =>
        ids.splice(below(ids.length), 1),
      ).flat()
    })
}

export type LookRefusal = { readonly code: 'draw.not-independent'; readonly unitIds: readonly string[] }

/** Whether somebody of these units may look: nobody of a unit that had to put it right. */
export function mayLook(
  looker: { readonly unitIds: readonly string[] },
  { dutyUnitIds }: { readonly dutyUnitIds: readonly string[] },
): Result<true, LookRefusal> {
  const shared = looker.unitIds.filter((unitId) => dutyUnitIds.includes(unitId))
  return shared.length === 0 ? accept(true) : refuse({ code: 'draw.not-independent', unitIds: shared })
}
