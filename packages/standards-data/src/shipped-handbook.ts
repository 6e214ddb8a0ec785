import type { Handbook } from '@chuangyuan/domain/handbook/handbook'

import handbook from '../handbook.json' with { type: 'json' }
import { parseHandbook } from './parse-handbook.ts'

/** The handbook that comes with the product, for a district to make its own. A broken one is a fault of the release. */
export const shippedHandbook: Handbook = parsed(handbook)

function parsed(json: unknown): Handbook {
  const read = parseHandbook(json)
  if (!read.ok) throw new Error(`the shipped handbook is invalid: ${JSON.stringify(read.refusal.problems)}`)
  return read.value
}
