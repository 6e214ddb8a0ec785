import type { Day } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import { judgeGarden, type GardenKind, type GardenThreshold } from './garden-rule.ts'
import type { Milli } from './milli.ts'
import type { Part, ProgressFigure } from './target.ts'

export interface ProgressEntry {
  readonly figure: ProgressFigure
  /** The day of the work, or of the image. */
  readonly on: Day
  /** Built: what was added, or a correction below zero. Visible: all that is to be seen. */
  readonly amount: Milli
  readonly words: string
  readonly photos: readonly string[]
}

export type ProgressRefusal =
  | { readonly code: 'target.day-in-future' }
  | { readonly code: 'target.no-evidence' }
  | { readonly code: 'target.below-zero' }
  | {
      readonly code: 'target.not-chosen'
      readonly why: 'no-project' | 'build' | 'green-rate' | 'threshold' | 'short'
    }

/**
 * Entries are only ever added. Nothing counts without evidence, nothing is
 * undone below zero, and a garden-style place counts as built only once it is
 * named and reaches its own threshold.
 */
export function reportProgress(
  part: Part,
  { figure, on, amount, words, photos }: ProgressEntry,
  garden: GardenKind | null,
  thresholds: readonly GardenThreshold[],
  today: Day,
): Result<true, ProgressRefusal> {
  if (on > today) return refuse({ code: 'target.day-in-future' })
  if (words.trim() === '' && photos.length === 0) return refuse({ code: 'target.no-evidence' })
  if ((figure === 'built' ? part.built + amount : amount) < 0) return refuse({ code: 'target.below-zero' })
  // What was counted by mistake can be taken back, whatever the place is like.
  if (garden === null || figure === 'visible' || amount <= 0) return accept(true)
  if (part.kind === 'street') return refuse({ code: 'target.not-chosen', why: 'no-project' })
  const verdict = judgeGarden(thresholds, garden, part)
  if (verdict.code === 'meets') return accept(true)
  const why = verdict.code === 'unknown' ? verdict.missing : 'short'
  return refuse({ code: 'target.not-chosen', why })
}
