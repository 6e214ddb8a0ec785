import { accept, refuse, type Result } from '../result.ts'
import type { DeclaredPhoto } from './photo.ts'

export type DeclareRefusal = {
  readonly code: 'photo.id-taken'
  /** The facts in which the two declarations differ. */
  readonly differs: readonly string[]
}

/**
 * Declaring the same photo again is how a phone asks how far it got. Another
 * photo under the same id is a fault of the phone that somebody has to see:
 * the first one stands and is never overwritten.
 */
export function declareAgain(
  before: DeclaredPhoto,
  now: DeclaredPhoto,
): Result<'same-photo', DeclareRefusal> {
  const [former, latter] = [factsOf(before), factsOf(now)]
  const differs = Object.keys(former).filter((fact) => former[fact] !== latter[fact])
  return differs.length === 0 ? accept('same-photo') : refuse({ code: 'photo.id-taken', differs })
}

function factsOf({ sha256, bytes, takenAt, source, position }: DeclaredPhoto) {
  const { lon, lat, accuracy, system } = position ?? {}
  const facts: Readonly<Record<string, unknown>> = {
    ...{ sha256, bytes, takenAt, source },
    ...{ lon, lat, accuracy, system },
  }
  return facts
}
