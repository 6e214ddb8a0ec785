import type { listMeetings as operation } from '@chuangyuan/contract/matter'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { sightOf } from './sight.ts'
import { matterStore } from './store.ts'

export function listMeetings(
  { db }: Deps,
  by: Session,
  { offset, limit, search }: QueryOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  return db.read(by, async (tx) => {
    const store = matterStore(tx.query, tx.districtId)
    const { rows, total } = await store.meetings(search, await sightOf(tx, by), { offset, limit })
    return {
      rows: rows.map((row) => ({
        ...{ id: row.id, title: row.title, heldOn: row.held_on, place: row.place },
        ...{ attendees: row.attendees, agenda: [...row.agenda], words: row.words },
        ...{ decisions: row.decisions ?? 0, openDecisions: row.open_decisions ?? 0 },
      })),
      total,
    }
  })
}
