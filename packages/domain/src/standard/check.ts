/** Names a source in the pack's own list of sources. */
export type SourceId = string

export const checkStatuses = ['verified', 'unverified'] as const
export type CheckStatus = (typeof checkStatuses)[number]

/**
 * How far a row or a single number has been compared with a text (已核对 / 待核对).
 *
 * Verified means read at the named sources, which may be mirrors: the source says which.
 * Unverified is from memory, and shown as 待核对 wherever it appears.
 */
export type Check =
  | {
      readonly status: 'verified'
      readonly sources: readonly SourceId[]
      /** Who compared it and on which day, where an office has done so itself. */
      readonly by?: string
      readonly on?: string
    }
  | {
      readonly status: 'unverified'
      readonly confidence?: 'high' | 'medium' | 'low'
      readonly sources?: readonly SourceId[]
    }

/** A value with its own check, where it differs from that of the row it stands in. */
export interface Stated<Value> {
  readonly value: Value
  readonly check: Check
}

/** A chain is as sure as its weakest link: one number to be checked makes the verdict one to be checked. */
export function weakest(statuses: readonly CheckStatus[]): CheckStatus {
  return statuses.includes('unverified') ? 'unverified' : 'verified'
}
