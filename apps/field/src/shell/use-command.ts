import { CallRefused } from '@chuangyuan/contract/call'
import { readonly, ref, shallowRef } from 'vue'
import type { Refusal } from '../outbox/record.ts'

/** Something the reader does at the server. A refusal stands in `refusal`; a second press meanwhile does nothing. */
export function useCommand<Args extends unknown[]>(work: (...args: Args) => Promise<void>) {
  const refusal = shallowRef<Refusal>()
  const running = ref(false)

  async function run(...args: Args): Promise<void> {
    if (running.value) return
    running.value = true
    refusal.value = undefined
    try {
      await work(...args)
    } catch (error) {
      if (!(error instanceof CallRefused)) throw error
      refusal.value = error.problem
    } finally {
      running.value = false
    }
  }

  return { run, running: readonly(running), refusal }
}
