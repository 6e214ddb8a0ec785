import * as contract from '@chuangyuan/contract/task'
import type { Task } from '@chuangyuan/contract/task'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { taskStore, type StoredTask } from './store.ts'

export function taskRoutes(bind: Bind, deps: Deps): void {
  bind(contract.getTask, ({ session, params }) => current(deps, session, params.taskId))
  bind(contract.cancelTask, async ({ session, params }) => {
    const task = await current(deps, session, params.taskId)
    if (task.state !== 'running') throw new Refused('task.over', { state: task.state })
    await deps.db.transact(session, ({ query, journal }) => {
      journal.record({
        verb: 'task.cancel-asked',
        who: session.accountId,
        what: task.id,
        details: { kind: task.kind },
      })
      return taskStore(query, session.districtId).wantCancelled(task.id)
    })
    deps.tasks.cancel(task.id)
    return task
  })
}

/** A task is its starter's own business. One whose process died is told as interrupted. */
async function current({ db, clock }: Deps, by: Session, taskId: string): Promise<Task> {
  return db.transact(by, async ({ query }) => {
    const store = taskStore(query, by.districtId)
    const task = orNotFound(await store.task(taskId), 'task')
    if (task.startedBy !== by.accountId) throw new Refused('request.not-found', { what: 'task' })
    if (task.state !== 'running' || task.leasedUntil > clock()) return onWire(task)
    await store.end(taskId, 'failed', { code: 'task.interrupted', details: {} })
    return onWire(orNotFound(await store.task(taskId), 'task'))
  })
}

function onWire({ id, kind, state, done, note, outcome, startedAt }: StoredTask): Task {
  return { id, kind, state, done, note, outcome, startedAt }
}
