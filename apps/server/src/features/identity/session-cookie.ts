import { unattended } from '@chuangyuan/contract/call'
import { isSessionOver } from '@chuangyuan/domain/identity/password'
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { isUuid, newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { sessionCookie, type SessionOf } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { identityStore, type IdentityStore } from './store.ts'

/** Written to the database at most this often, so that reading a page does not cost a write. */
const touchEveryMs = 60_000

/**
 * The cookie is `district.session.secret`: the district chooses whose rows may
 * be seen before any row is read, and only the hash of the secret is kept.
 */
export async function startSession(
  { clock }: Pick<Deps, 'clock'>,
  store: IdentityStore,
  districtId: string,
  accountId: string,
  caller: { readonly address: string; readonly browser: string },
): Promise<{ cookie: string; sessionId: string }> {
  const sessionId = newId()
  const secret = randomBytes(32)
  const now = clock()
  await store.addSession({
    id: sessionId,
    accountId,
    secretHash: hashOf(secret),
    startedAt: now,
    usedAt: now,
    ...caller,
  })
  return { cookie: [districtId, sessionId, secret.toString('base64url')].join('.'), sessionId }
}

/** Reads who calls from the cookie; an ended, idle or forged session is simply nobody. */
export function sessionReader({ db, clock }: Deps): SessionOf {
  return async (request: FastifyRequest): Promise<Session | undefined> => {
    const [districtId, sessionId, secret] = request.cookies[sessionCookie]?.split('.') ?? []
    if (districtId === undefined || sessionId === undefined || secret === undefined) return undefined
    if (!isUuid(districtId) || !isUuid(sessionId)) return undefined
    return db.transact({ districtId }, async ({ query }) => {
      const store = identityStore(query, districtId)
      const caller = await store.caller(sessionId)
      if (caller === undefined) return undefined
      const { session, account, grants } = caller
      if (!timingSafeEqual(hashOf(Buffer.from(secret, 'base64url')), session.secretHash)) return undefined
      const now = clock()
      if (account.disabled || isSessionOver(session, now)) {
        await store.endSessions(session.accountId, { only: session.id })
        return undefined
      }
      const isUse = request.headers[unattended] === undefined
      if (isUse && now - session.usedAt > touchEveryMs) await store.touchSession(session.id, now)
      return {
        id: session.id,
        districtId,
        accountId: session.accountId,
        login: account.login,
        name: account.name,
        grants,
        mustChangePassword: account.mustChangePassword,
      }
    })
  }
}

function hashOf(secret: Uint8Array): Buffer {
  return createHash('sha256').update(secret).digest()
}
