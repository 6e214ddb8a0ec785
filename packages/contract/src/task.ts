import { z } from 'zod'
import { operation, signedIn } from './operation.ts'
import { id, instant } from './wire.ts'

export const taskStates = ['running', 'done', 'failed', 'cancelled'] as const

/** Work that takes longer than a request: an import, a measurement. */
export const task = z.object({
  id,
  kind: z.string(),
  state: z.enum(taskStates),
  /** Share of the work that is done, 0 to 1. */
  done: z.number(),
  /** What is being done now, as a message key of the kind. */
  note: z.string(),
  /** Done: what it made. Failed: the refusal's code and details. */
  outcome: z.record(z.string(), z.unknown()),
  startedAt: instant,
})
export type Task = z.output<typeof task>

export const getTask = operation({
  id: 'task.get',
  method: 'GET',
  path: '/api/tasks/:taskId',
  summary: '长时间工作的进度与结果',
  policy: signedIn,
  params: z.object({ taskId: id }),
  reply: task,
  refusals: ['request.not-found'],
})

export const cancelTask = operation({
  id: 'task.cancel',
  method: 'POST',
  path: '/api/tasks/:taskId/cancel',
  summary: '取消自己发起的工作；已写入的内容随之撤回',
  policy: signedIn,
  params: z.object({ taskId: id }),
  reply: task,
  refusals: ['request.not-found', 'task.over'],
})
