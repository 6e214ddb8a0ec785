import { refusalStatus, type RefusalCode } from '@chuangyuan/contract/refusal'
import type { Problem } from '@chuangyuan/contract/problem'
import type { Result } from '@chuangyuan/domain/result'

/** A refusal on its way to the edge, where it becomes problem details. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  readonly details: Record<string, unknown>
  constructor(code: RefusalCode, details: Record<string, unknown> = {}) {
    super(code)
    this.code = code
    this.details = details
  }
}

/** The value of a decision, or its refusal thrown to the edge. */
export function orRefuse<Value>(result: Result<Value, { readonly code: RefusalCode }>): Value {
  if (result.ok) return result.value
  const { code, ...details } = result.refusal
  throw new Refused(code, details)
}

/** The loaded thing, or 404: rows of another district look exactly like rows that do not exist. */
export function orNotFound<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Refused('request.not-found', { what })
  return value
}

export function problemOf(code: RefusalCode, details: Record<string, unknown>, instance?: string): Problem {
  return {
    type: `/api/docs#${code}`,
    title: code,
    status: refusalStatus[code],
    code,
    details,
    ...(instance === undefined ? {} : { instance }),
  }
}
