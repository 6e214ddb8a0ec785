import { z } from 'zod'
import { refusalCodes, type RefusalCode } from './refusal.ts'

/**
 * A refusal on the wire: problem details after RFC 9457. `code` names the rule,
 * `details` carry what a sentence about it needs; there is no prose to parse.
 */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(refusalCodes as readonly [RefusalCode, ...RefusalCode[]]),
  details: z.record(z.string(), z.unknown()),
  instance: z.string().optional(),
})
export type Problem = z.output<typeof problem>
