import type { CallInput } from '@chuangyuan/contract/call'
import type { Operation, ReplyOf } from '@chuangyuan/contract/operation'
import type { Problem } from '@chuangyuan/contract/problem'
import { onScopeDispose, readonly, ref, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { call } from './call.ts'
import { problemOf } from './problem.ts'

/**
 * Reads from the server and reads again when the input changes. A newer question aborts the older one, so an old
 * answer never overwrites a new one; while asking again the last answer stays on the screen. An input of
 * `undefined` asks nothing.
 */
export function useQuery<O extends Operation>(
  operation: O,
  input: MaybeRefOrGetter<CallInput<O> | undefined>,
) {
  const data = shallowRef<ReplyOf<O>>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let asking: AbortController | undefined

  async function refresh(): Promise<void> {
    asking?.abort()
    const given = toValue(input)
    if (given === undefined) return
    const mine = new AbortController()
    asking = mine
    loading.value = true
    try {
      const reply = await call(operation, { ...given, signal: mine.signal })
      if (mine.signal.aborted) return
      data.value = reply
      problem.value = undefined
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error)
    } finally {
      if (asking === mine) loading.value = false
    }
  }

  watch(() => JSON.stringify(toValue(input)), refresh, { immediate: true })
  onScopeDispose(() => asking?.abort())
  return { data, problem, loading: readonly(loading), refresh }
}
