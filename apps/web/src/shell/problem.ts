import { CallRefused } from '@chuangyuan/contract/call'
import type { Problem } from '@chuangyuan/contract/problem'

/** What went wrong, as something a screen can show. A bug in our own code is thrown on, never shown as a refusal. */
export function problemOf(error: unknown): Problem {
  if (error instanceof CallRefused) return error.problem
  throw error
}
