import { Refused } from './refused.ts'
import type { ReadLimits } from './source-layer.ts'

export type Progress = (done: number, total: number | undefined) => void

/**
 * Lets a long read report how far it is, and be cancelled: every few thousand
 * features it gives the event loop a turn. Also where the limits are applied.
 */
export class Pace {
  readonly limits: ReadLimits
  readonly #progress: Progress | undefined
  readonly #signal: AbortSignal | undefined

  constructor(limits: ReadLimits, progress: Progress | undefined, signal: AbortSignal | undefined) {
    this.limits = limits
    this.#progress = progress
    this.#signal = signal
  }

  /** True where `turn` should be awaited; a plain test, because it is asked once a feature. */
  due(done: number): boolean {
    return (done & 0xfff) === 0
  }

  async turn(done: number, total?: number): Promise<void> {
    if (done > this.limits.maxFeatures) {
      throw new Refused({ code: 'map-file.too-many-features', limit: this.limits.maxFeatures })
    }
    this.#progress?.(done, total)
    await new Promise((resolve) => setImmediate(resolve))
    if (this.#signal?.aborted === true) throw new Refused({ code: 'map-file.cancelled' })
  }
}
