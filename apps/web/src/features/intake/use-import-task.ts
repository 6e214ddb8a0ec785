import { problem as problemOnWire, type Problem } from '@chuangyuan/contract/problem'
import { shallowRef } from 'vue'
import { useTask } from '../../shell/use-task.ts'

/** One piece of long work on an import, from its start to its result or refusal. */
export function useImportTask(whenDone: (importId: string) => void, whenOver?: () => void) {
  const taskId = shallowRef<string>()
  const refusal = shallowRef<Problem>()
  const { task, cancel } = useTask(taskId, ({ state, outcome }) => {
    if (state === 'failed') refusal.value = refusalIn(outcome)
    if (state === 'done') whenDone(String(outcome['importId']))
    whenOver?.()
  })
  return {
    task,
    refusal,
    cancel,
    start(id: string) {
      refusal.value = undefined
      taskId.value = id
    },
  }
}

/** A task fails with the same code and details that a refused request carries. */
function refusalIn(outcome: Readonly<Record<string, unknown>>): Problem | undefined {
  const parsed = problemOnWire.safeParse({
    type: 'about:blank',
    title: '',
    status: 409,
    details: {},
    ...outcome,
  })
  return parsed.success ? parsed.data : undefined
}
