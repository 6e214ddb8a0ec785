import { caller, CallRefused, unattended, type CallInput } from '@chuangyuan/contract/call'
import type { Operation, ReplyOf } from '@chuangyuan/contract/operation'

const send = caller((url, init) => fetch(url, init))

type Listener = () => void
const listeners = new Set<Listener>()

/** Told when the server no longer knows the session: it idled out, or was ended elsewhere. */
export function onSessionLost(listener: Listener): void {
  listeners.add(listener)
}

/** Calls an operation of the contract on our own server; refusals are thrown as `CallRefused`. */
export async function call<O extends Operation>(operation: O, input: CallInput<O>): Promise<ReplyOf<O>> {
  try {
    return await send(operation, input)
  } catch (error) {
    if (error instanceof CallRefused && error.problem.code === 'identity.sign-in-required') {
      for (const listener of listeners) listener()
    }
    throw error
  }
}

/**
 * The same for what a window asks by itself: that is no use of the session, and one that has ended meanwhile is left for
 * the reader's next step to find, so that nothing half written is taken away.
 */
export const callUnattended = caller((url, init) =>
  fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), [unattended]: '1' } }),
)
