import { caller, CallRefused, type CallInput } from '@chuangyuan/contract/call'
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
