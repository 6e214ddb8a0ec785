import type { MapFileRefusal } from './source-layer.ts'

/**
 * Carries a refusal from the depth of a reader to `readLayer`, which turns it into a Result.
 * Never leaves this package.
 */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: MapFileRefusal

  constructor(refusal: MapFileRefusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}
