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
  const differs = factsOf(before)
    .filter(([name, value]) => new Map(factsOf(now)).get(name) !== value)
    .map(([name]) => name)
  return differs.length === 0 ? accept('same-photo') : refuse({ code: 'photo.id-taken', differs })
}

function factsOf({ sha256, bytes, takenAt, source, position }: DeclaredPhoto) {
  return [
    ['sha256', sha256],
    ['bytes', bytes],
    ['takenAt', takenAt],
    ['source', source],
    ['lon', position?.lon],
    ['lat', position?.lat],
    ['accuracy', position?.accuracy],
    ['system', position?.system],
  ] as const
}
