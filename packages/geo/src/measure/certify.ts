import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { MeasureInput, MeasureRefusal } from './measure-input.ts'
import { measure } from './measure.ts'
import type { Figure, Measurement } from './measurement.ts'

/** Whether a figure reaches a threshold, or cannot be told apart from it. */
export type Verdict = 'above' | 'below' | 'undecided'

export interface Certified {
  readonly verdict: Verdict
  readonly figure: Figure
  /** Distance of the rows that settled it. */
  readonly rowMetres: number
}

export interface Question {
  readonly zone: number | 'whole'
  readonly threshold: number
  /** Undefined where the zone has nothing to compare with: then there is no verdict. */
  readonly figure: (measurement: Measurement, zone: number | 'whole') => Figure | undefined
}

/** Error bars that must lie between figure and threshold. One is likely enough; pass or fail takes two. */
const barsOfDistance = 2

/** Rows four times closer lower the error about eightfold. */
const refinement = 4

export function verdictOf({ value, error }: Figure, threshold: number): Verdict {
  if (Math.abs(value - threshold) <= barsOfDistance * error) return 'undecided'
  return value > threshold ? 'above' : 'below'
}

/**
 * Measures the zone in question again, with rows ever closer together, until its
 * figure lies clear of the threshold: passing is never decided by sampling.
 * Where even `finestMetres` do not tell, it says so. Undefined where there is no
 * figure.
 */
export function certify(
  input: MeasureInput,
  measurement: Measurement,
  { zone, threshold, figure }: Question,
  finestMetres = 0.1,
): Result<Certified, MeasureRefusal> | undefined {
  let { rowMetres } = measurement
  let found = figure(measurement, zone)
  while (found !== undefined) {
    const verdict = verdictOf(found, threshold)
    if (verdict !== 'undecided' || rowMetres / refinement < finestMetres) {
      return accept({ verdict, figure: found, rowMetres })
    }
    rowMetres /= refinement
    const finer = measure({
      ...input,
      rowMetres,
      ...(zone === 'whole' ? { equalRows: true } : { onlyZone: zone }),
    })
    if (!finer.ok) return refuse(finer.refusal)
    found = figure(finer.value, zone)
  }
  return undefined
}
