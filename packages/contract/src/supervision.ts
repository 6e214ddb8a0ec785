import { z } from 'zod'
import { placeInput } from './finding.ts'
import { id, instant } from './wire.ts'

/**
 * One visit to a site: the entries of its checklist, each answered or left open.
 * What failed travels as findings of their own, which name the visit.
 */
export const visitInput = z.object({
  id,
  siteId: id,
  checklistId: z.string().max(60),
  /** The patrol that asked for it; null for a visit that nobody planned. */
  teamId: id.nullable(),
  startedAt: instant,
  endedAt: instant,
  place: placeInput.nullable(),
  entries: z
    .array(
      z.object({
        entryId: z.string().max(60),
        verdict: z.enum(['passed', 'failed', 'not-seen']),
        words: z.string().trim().max(500),
      }),
    )
    .max(60),
  words: z.string().trim().max(1000),
  onBehalfOf: z.string().trim().max(60).nullable(),
})
export type VisitInput = z.output<typeof visitInput>
