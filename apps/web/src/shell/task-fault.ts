import { problem, type Problem } from '@chuangyuan/contract/problem'
import { refusalStatus } from '@chuangyuan/contract/refusal'
import type { Task } from '@chuangyuan/contract/task'

/** Why a task failed, as the same kind of refusal that a call gives. */
export function taskFault(task: Task | undefined): Problem | undefined {
  if (task?.state !== 'failed') return undefined
  const parsed = problem.shape.code.safeParse(task.outcome['code'])
  const code = parsed.success ? parsed.data : 'server.fault'
  const details = problem.shape.details.safeParse(task.outcome['details'])
  return {
    type: 'about:blank',
    title: code,
    status: refusalStatus[code],
    code,
    details: details.success ? details.data : {},
  }
}
