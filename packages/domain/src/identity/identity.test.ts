import { describe, expect, it } from 'vitest'
import type { Instant } from '../day.ts'
import { may, mayHold, mayHoldIn } from './may.ts'
import { acceptablePassword, afterFailure, isLocked, isSessionOver, signInRules } from './password.ts'
import { administrators, roles, verbs, verbsOf, type Grant } from './role.ts'

describe('the three administrators', () => {
  it('never share a verb that changes anything', () => {
    for (const verb of verbs.filter((each) => !each.endsWith('.read'))) {
      expect(administrators.filter((role) => verbsOf[role].includes(verb)).length).toBeLessThanOrEqual(1)
    }
  })
  it('cannot be held by one account, nor beside any other role', () => {
    for (const admin of administrators) {
      for (const other of roles.filter((each) => each !== admin)) {
        expect(mayHold([admin], other).ok).toBe(false)
        expect(mayHold([other], admin).ok).toBe(false)
      }
    }
    expect(mayHold(['office'], 'supervisor').ok).toBe(true)
    expect(mayHold(['office'], 'office').ok).toBe(true)
  })
  it('every verb is held by somebody', () => {
    for (const verb of verbs) expect(roles.some((role) => verbsOf[role].includes(verb))).toBe(true)
  })
})

describe('scope', () => {
  const street: Grant = { role: 'street', scope: { kind: 'street', streetId: 's1' } }
  it('lets a street act in its own street only', () => {
    expect(may([street], 'figure.report', { streetId: 's1' }).ok).toBe(true)
    expect(may([street], 'figure.report', { streetId: 's2' })).toMatchObject({
      refusal: { code: 'identity.outside-scope' },
    })
    expect(may([street], 'figure.report').ok).toBe(false)
  })
  it('says which verb is missing', () => {
    expect(may([street], 'pack.correct', { streetId: 's1' })).toMatchObject({
      refusal: { code: 'identity.verb-not-granted', verb: 'pack.correct' },
    })
  })
})

describe('a role and its scope', () => {
  const street = { kind: 'street', streetId: 's1' } as const
  it('fit: a street holds in a street, an administrator in the district', () => {
    expect(mayHoldIn('street', street).ok).toBe(true)
    expect(mayHoldIn('office', street).ok).toBe(true)
    for (const role of ['street', 'unit'] as const) {
      expect(mayHoldIn(role, { kind: 'district' })).toMatchObject({
        refusal: { code: 'identity.scope-unfit', role, scope: 'district' },
      })
    }
    for (const role of administrators) expect(mayHoldIn(role, street).ok).toBe(false)
  })
})

describe('passwords', () => {
  it('are long, mixed and not the account name', () => {
    expect(acceptablePassword('Short1!', 'office').ok).toBe(false)
    expect(acceptablePassword('alllowercaseletters', 'office').ok).toBe(false)
    expect(acceptablePassword('Office-2026-xyz', 'office').ok).toBe(false)
    expect(acceptablePassword('绿柳成荫Green7', 'office').ok).toBe(true)
    expect(acceptablePassword(`Aa1${'x'.repeat(200)}`, 'office').ok).toBe(false)
  })
})

describe('lockout', () => {
  it('begins at the last allowed failure and a lock that ran out starts a new count', () => {
    const now = 1_000_000 as Instant
    let count = { failures: 0, lockedUntil: null as Instant | null }
    for (let i = 0; i < signInRules.lockAfterFailures; i += 1) {
      expect(isLocked(count, now)).toBe(false)
      count = { ...afterFailure(count, now) }
    }
    expect(isLocked(count, now)).toBe(true)
    const later = (now + signInRules.lockMinutes * 60_000) as Instant
    expect(isLocked(count, later)).toBe(false)
    expect(afterFailure(count, later).failures).toBe(1)
  })
})

describe('a session', () => {
  it('ends after idle time and after a working day', () => {
    const start = 0 as Instant
    const minute = (n: number) => (n * 60_000) as Instant
    expect(isSessionOver({ startedAt: start, usedAt: start }, minute(signInRules.idleMinutes))).toBe(false)
    expect(isSessionOver({ startedAt: start, usedAt: start }, minute(signInRules.idleMinutes + 1))).toBe(true)
    const end = minute(signInRules.sessionHours * 60 + 1)
    expect(isSessionOver({ startedAt: start, usedAt: end }, end)).toBe(true)
  })
})
