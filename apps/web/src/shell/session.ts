import { CallRefused } from '@chuangyuan/contract/call'
import { signOut as signOutOperation, whoAmI, type Me } from '@chuangyuan/contract/identity'
import type { Verb } from '@chuangyuan/domain/identity/role'
import { computed, shallowRef } from 'vue'
import { call, onSessionLost } from './call.ts'

const held = shallowRef<Me>()
let asked = false

/** Who is signed in; undefined for nobody. The only state all pages share. */
export const me = computed(() => held.value)

export function holds(verb: Verb | undefined): boolean {
  return verb === undefined || (held.value?.verbs.includes(verb) ?? false)
}

export function signedInAs(who: Me): void {
  held.value = who
  asked = true
}

/** Asks the server once per visit; afterwards the answer is what sign-in and sign-out made of it. */
export async function findSession(): Promise<Me | undefined> {
  if (asked) return held.value
  try {
    signedInAs(await call(whoAmI, {}))
  } catch (error) {
    if (!(error instanceof CallRefused) || error.problem.code !== 'identity.sign-in-required') throw error
    asked = true
  }
  return held.value
}

export async function signOut(): Promise<void> {
  await call(signOutOperation, {})
  held.value = undefined
}

onSessionLost(() => {
  held.value = undefined
})
