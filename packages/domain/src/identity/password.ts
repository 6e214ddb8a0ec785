import { accept, refuse, type Result } from '../result.ts'
import type { Instant } from '../day.ts'

/**
 * Rules for passwords and sessions. GB/T 22239-2019 asks for complexity, regular
 * change, lockout and idle timeout without naming figures; these are the product's own.
 */
export const signInRules = {
  passwordMinLength: 10,
  passwordMaxLength: 128,
  passwordMinClasses: 3,
  passwordHistory: 5,
  passwordMaxAgeDays: 180,
  lockAfterFailures: 5,
  lockMinutes: 15,
  idleMinutes: 30,
  sessionHours: 12,
} as const

export type PasswordRefusal =
  | { readonly code: 'identity.password-too-short'; readonly minLength: number }
  | { readonly code: 'identity.password-too-long'; readonly maxLength: number }
  | { readonly code: 'identity.password-too-simple'; readonly minClasses: number }
  | { readonly code: 'identity.password-contains-login' }

/** Whether a new password is acceptable; whether it was used before is checked against the kept hashes. */
export function acceptablePassword(password: string, login: string): Result<true, PasswordRefusal> {
  if (password.length < signInRules.passwordMinLength) {
    return refuse({ code: 'identity.password-too-short', minLength: signInRules.passwordMinLength })
  }
  if (password.length > signInRules.passwordMaxLength) {
    return refuse({ code: 'identity.password-too-long', maxLength: signInRules.passwordMaxLength })
  }
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/].filter((each) => each.test(password)).length
  if (classes < signInRules.passwordMinClasses) {
    return refuse({ code: 'identity.password-too-simple', minClasses: signInRules.passwordMinClasses })
  }
  if (login.length >= 3 && password.toLowerCase().includes(login.toLowerCase())) {
    return refuse({ code: 'identity.password-contains-login' })
  }
  return accept(true)
}

export interface FailureCount {
  readonly failures: number
  readonly lockedUntil: Instant | null
}

/** The count after one more failed sign-in. A lock that has run out starts a new count. */
export function afterFailure(count: FailureCount, now: Instant): FailureCount {
  const failures = count.lockedUntil !== null && count.lockedUntil <= now ? 1 : count.failures + 1
  const locked = failures >= signInRules.lockAfterFailures
  return { failures, lockedUntil: locked ? ((now + signInRules.lockMinutes * 60_000) as Instant) : null }
}

export function isLocked(count: FailureCount, now: Instant): boolean {
  return count.lockedUntil !== null && count.lockedUntil > now
}

export interface SessionTimes {
  readonly startedAt: Instant
  readonly usedAt: Instant
}

/** A session ends when nobody used it for a while, and at the latest after a working day. */
export function isSessionOver(session: SessionTimes, now: Instant): boolean {
  return (
    now - session.usedAt > signInRules.idleMinutes * 60_000 ||
    now - session.startedAt > signInRules.sessionHours * 3_600_000
  )
}
