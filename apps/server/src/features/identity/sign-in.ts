import type { Me } from '@chuangyuan/contract/identity'
import { afterFailure, isLocked, signInRules } from '@chuangyuan/domain/identity/password'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import { meOf } from './me.ts'
import { acceptedStep } from './one-time-code.ts'
import { isPassword, spendCheckTime } from './password-hash.ts'
import { startSession } from './session-cookie.ts'
import { identityStore, type Account } from './store.ts'

interface SignIn {
  readonly districtId: string
  readonly login: string
  readonly password: string
  readonly code?: string | undefined
}
type Refusal = { readonly refused: RefusalCode; readonly details?: Record<string, unknown> }
type Outcome = Refusal | { readonly me: Me; readonly cookie: string }

/**
 * Signs in. A failed attempt must be counted although it is refused, so the
 * transaction returns its refusal and the refusal is thrown after the commit.
 */
export async function signIn(
  deps: Deps,
  input: SignIn,
  caller: { readonly address: string; readonly browser: string },
): Promise<{ me: Me; cookie: string }> {
  const outcome = await deps.db.transact<Outcome>({ districtId: input.districtId }, async (tx) => {
    const store = identityStore(tx.query, input.districtId)
    const account = await store.accountByLogin(input.login)
    if (account === undefined) {
      await spendCheckTime(input.password)
      return { refused: 'identity.wrong-credentials' }
    }
    const refusal = await refusalOf(deps, account, input)
    if (refusal !== undefined) {
      await countFailure(deps, tx, input.districtId, account, refusal, caller.address)
      return refusal
    }
    const now = deps.clock()
    const signedIn: Account = {
      ...account,
      failures: 0,
      lockedUntil: null,
      lastSignInAt: now,
      totpLastStep: stepOf(deps, account, input.code) ?? account.totpLastStep,
      mustChangePassword: account.mustChangePassword || isPasswordOld(account, now),
    }
    await store.saveAccount(signedIn)
    const { cookie } = await startSession(deps, store, input.districtId, account.id, caller)
    tx.journal.record({
      verb: 'account.signed-in',
      who: account.id,
      what: account.id,
      details: { address: caller.address },
    })
    return { me: await meOf(tx, signedIn), cookie }
  })
  if ('refused' in outcome) throw new Refused(outcome.refused, outcome.details ?? {})
  return outcome
}

async function refusalOf(deps: Deps, account: Account, input: SignIn): Promise<Refusal | undefined> {
  if (isLocked(account, deps.clock())) {
    return { refused: 'identity.locked', details: { lockedUntil: account.lockedUntil } }
  }
  if (!(await isPassword(input.password, account.passwordHash)))
    return { refused: 'identity.wrong-credentials' }
  if (account.disabled) return { refused: 'identity.account-disabled' }
  if (!account.totpEnabled) return undefined
  if (input.code === undefined) return { refused: 'identity.code-required' }
  return stepOf(deps, account, input.code) === undefined ? { refused: 'identity.wrong-code' } : undefined
}

function stepOf({ secret, clock }: Deps, account: Account, code: string | undefined): number | undefined {
  if (!account.totpEnabled || account.totpCipher === null || code === undefined) return undefined
  return acceptedStep(secret.decrypt(account.totpCipher), code, clock(), account.totpLastStep)
}

/** Only a wrong password or code counts; being asked for the code, or knocking at a locked door, does not. */
async function countFailure(
  { clock }: Deps,
  tx: Tx,
  districtId: string,
  account: Account,
  { refused }: Refusal,
  address: string,
): Promise<void> {
  if (refused !== 'identity.wrong-credentials' && refused !== 'identity.wrong-code') return
  const count = afterFailure(account, clock())
  await identityStore(tx.query, districtId).saveAccount({ ...account, ...count })
  tx.journal.record({
    verb: count.lockedUntil === null ? 'account.sign-in-failed' : 'account.locked',
    who: null,
    what: account.id,
    details: { address, failures: count.failures },
  })
}

function isPasswordOld(account: Account, now: number): boolean {
  return now - account.passwordChangedAt > signInRules.passwordMaxAgeDays * 86_400_000
}
