import { cancelTask, getTask, type Task } from '@chuangyuan/contract/task'
import type { Problem } from '@chuangyuan/contract/problem'
import { onScopeDispose, shallowRef, toValue, watch, type MaybeRefOrGetter } from 'vue'
import { call } from './call.ts'
import { problemOf } from './problem.ts'

const askEveryMs = 500

/** Follows work that takes longer than a request, until it is over. An id of `undefined` follows nothing. */
export function useTask(taskId: MaybeRefOrGetter<string | undefined>, whenOver?: (task: Task) => void) {
  const task = shallowRef<Task>()
  const problem = shallowRef<Problem>()
  let next: ReturnType<typeof setTimeout> | undefined

  async function ask(id: string): Promise<void> {
    try {
      const answer = await call(getTask, { params: { taskId: id } })
      if (toValue(taskId) !== id) return
      task.value = answer
      problem.value = undefined
      if (answer.state === 'running') next = setTimeout(() => void ask(id), askEveryMs)
      else whenOver?.(answer)
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  async function cancel(): Promise<void> {
    const id = toValue(taskId)
    if (id === undefined) return
    try {
      task.value = await call(cancelTask, { params: { taskId: id } })
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  watch(
    () => toValue(taskId),
    (id) => {
      clearTimeout(next)
      task.value = undefined
      if (id !== undefined) void ask(id)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(next)
  })
  return { task, problem, cancel }
}
