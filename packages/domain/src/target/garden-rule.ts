import type { CheckStatus } from '../standard/check.ts'

export const gardenKinds = ['unit', 'residential'] as const
/** What is chosen by a rule of its own: 园林式单位 or 园林式居住区. */
export type GardenKind = (typeof gardenKinds)[number]

export const buildKinds = ['new', 'existing', 'renewed'] as const
export type BuildKind = (typeof buildKinds)[number]

/** The green rate that a place of one build kind has to reach. */
export interface GardenThreshold {
  readonly of: GardenKind
  readonly build: BuildKind
  /** Percent. */
  readonly greenRate: number
  readonly clause: string
  readonly status: CheckStatus
}

export type GardenVerdict =
  | { readonly code: 'unknown'; readonly missing: 'build' | 'green-rate' | 'threshold' }
  | { readonly code: 'meets' | 'short'; readonly threshold: GardenThreshold }

/** Whether a place may be chosen, as far as its green rate says: what is not known is not passed. */
export function judgeGarden(
  thresholds: readonly GardenThreshold[],
  of: GardenKind,
  { build, greenRate }: { readonly build: BuildKind | null; readonly greenRate: number | null },
): GardenVerdict {
  if (build === null) return { code: 'unknown', missing: 'build' }
  const threshold = thresholds.find((each) => each.of === of && each.build === build)
  if (threshold === undefined) return { code: 'unknown', missing: 'threshold' }
  if (greenRate === null) return { code: 'unknown', missing: 'green-rate' }
  return { code: greenRate >= threshold.greenRate ? 'meets' : 'short', threshold }
}
