import type { Clock } from '@chuangyuan/domain/day'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../../db/open-database.ts'
import { newId } from '../../db/id.ts'
import { Refused } from '../../http/refused.ts'
import { taskStore } from './store.ts'

const leaseMs = 30_000
const reportEveryMs = 300

/** What running work gets: where to say how far it is, and a signal that it is no longer wanted. */
export interface TaskHandle {
  readonly taskId: string
  readonly signal: AbortSignal
  /** `done` from 0 to 1; `note` is a message key of the task's kind. Cheap to call often. */
  progress(done: number, note?: string): void
}

export type TaskWork = (handle: TaskHandle) => Promise<Readonly<Record<string, unknown>>>

/** Starts long work beside the request that asked for it, and ends it with the process. */
export interface TaskRunner {
  start(
    by: { readonly districtId: string; readonly accountId: string },
    kind: string,
    work: TaskWork,
  ): Promise<string>
  cancel(taskId: string): void
  /** Cancels what runs and waits for it. */
  stop(): Promise<void>
}

export function taskRunner({
  db,
  clock,
  log,
}: {
  db: Database
  clock: Clock
  log: FastifyBaseLogger
}): TaskRunner {
  const running = new Map<string, { readonly abort: AbortController; readonly ended: Promise<void> }>()
  return {
    async start(by, kind, work) {
      const taskId = newId()
      await db.transact(by, ({ query }) =>
        taskStore(query, by.districtId).add({
          id: taskId,
          kind,
          startedBy: by.accountId,
          startedAt: clock(),
          leasedUntil: clock() + leaseMs,
        }),
      )
      const abort = new AbortController()
      const ended = carryOut({ db, clock, log }, by.districtId, taskId, abort, work).finally(() =>
        running.delete(taskId),
      )
      running.set(taskId, { abort, ended })
      return taskId
    },
    cancel(taskId) {
      running.get(taskId)?.abort.abort()
    },
    async stop() {
      for (const { abort } of running.values()) abort.abort()
      await Promise.all([...running.values()].map(({ ended }) => ended))
    },
  }
}

async function carryOut(
  { db, clock, log }: { db: Database; clock: Clock; log: FastifyBaseLogger },
  districtId: string,
  taskId: string,
  abort: AbortController,
  work: TaskWork,
): Promise<void> {
  const latest = { done: 0, note: '' }
  const report = async (): Promise<void> => {
    const unwanted = await db.transact({ districtId }, ({ query }) =>
      taskStore(query, districtId).report(taskId, latest.done, latest.note, clock() + leaseMs),
    )
    if (unwanted) abort.abort()
  }
  let reporting: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    reporting = reporting.then(report).catch((err: unknown) => {
      log.warn({ err, taskId }, 'task progress not written')
    })
  }, reportEveryMs)
  const end = await outcomeOf(
    work,
    abort.signal,
    {
      taskId,
      signal: abort.signal,
      progress(done, note) {
        latest.done = done
        if (note !== undefined) latest.note = note
      },
    },
    (err) => {
      log.error({ err, taskId }, 'task fault')
    },
  )
  clearInterval(timer)
  await reporting
  await db
    .transact({ districtId }, ({ query }) => taskStore(query, districtId).end(taskId, end.state, end.outcome))
    .catch((err: unknown) => {
      log.error({ err, taskId }, 'end of task not written')
    })
}

async function outcomeOf(
  work: TaskWork,
  signal: AbortSignal,
  handle: TaskHandle,
  onFault: (error: unknown) => void,
) {
  try {
    return { state: 'done', outcome: await work(handle) } as const
  } catch (error) {
    if (error instanceof Refused)
      return { state: 'failed', outcome: { code: error.code, details: error.details } } as const
    if (signal.aborted) return { state: 'cancelled', outcome: {} } as const
    onFault(error)
    return { state: 'failed', outcome: { code: 'server.fault', details: {} } } as const
  }
}
