import type { Problem } from '@chuangyuan/contract/problem'
import { readonly, ref, shallowRef } from 'vue'
import { problemOf } from './problem.ts'

/**
 * Something the reader does. `run` gives the result, or undefined after a refusal, which then stands in `problem`;
 * a second press while the first is under way does nothing.
 */
export function useCommand<Args extends unknown[], Out>(work: (...args: Args) => Promise<Out>) {
  const problem = shallowRef<Problem>()
  const running = ref(false)

  async function run(...args: Args): Promise<Out | undefined> {
    if (running.value) return undefined
    running.value = true
    problem.value = undefined
    try {
      return await work(...args)
    } catch (error) {
      problem.value = problemOf(error)
      return undefined
    } finally {
      running.value = false
    }
  }

  return { run, running: readonly(running), problem }
}
