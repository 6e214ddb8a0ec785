import type { Task } from '@chuangyuan/contract/task'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'

export interface StoredTask extends Task {
  readonly startedBy: string | null
  readonly leasedUntil: number
}

export function taskStore(query: Kysely<Tables>, districtId: string) {
  const own = (taskId: string) =>
    query.updateTable('tasks').where('district_id', '=', districtId).where('id', '=', taskId)
  return {
    async add(task: { id: string; kind: string; startedBy: string; startedAt: number; leasedUntil: number }) {
      await query
        .insertInto('tasks')
        .values({
          district_id: districtId,
          id: task.id,
          kind: task.kind,
          state: 'running',
          done: 0,
          note: '',
          outcome: '{}',
          started_by: task.startedBy,
          started_at: new Date(task.startedAt),
          leased_until: new Date(task.leasedUntil),
        })
        .execute()
    },

    async task(taskId: string): Promise<StoredTask | undefined> {
      const row = await query
        .selectFrom('tasks')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('id', '=', taskId)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { id, kind, state, done, note } = row
      return {
        id,
        kind,
        state,
        done,
        note,
        outcome: row.outcome as Readonly<Record<string, unknown>>,
        startedAt: row.started_at.getTime(),
        startedBy: row.started_by,
        leasedUntil: row.leased_until.getTime(),
      }
    },

    /** Keeps the lease and tells whether somebody asked for an end. */
    async report(taskId: string, done: number, note: string, leasedUntil: number): Promise<boolean> {
      const row = await own(taskId)
        .set({ done, note, leased_until: new Date(leasedUntil) })
        .where('state', '=', 'running')
        .returning('cancel_wanted')
        .executeTakeFirst()
      return row?.cancel_wanted ?? true
    },

    async wantCancelled(taskId: string): Promise<void> {
      await own(taskId).set({ cancel_wanted: true }).execute()
    },

    /** The first end counts; a task that was declared dead is not revived by its late process. */
    async end(
      taskId: string,
      state: 'done' | 'failed' | 'cancelled',
      outcome: Readonly<Record<string, unknown>>,
    ) {
      await own(taskId)
        .set({ state, outcome: JSON.stringify(outcome), ...(state === 'done' ? { done: 1 } : {}) })
        .where('state', '=', 'running')
        .execute()
    },
  }
}
