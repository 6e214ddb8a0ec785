import type { listMatters as listOperation, MatterPage, MatterSummary } from '@chuangyuan/contract/matter'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { isLate, matterActionsAt, sideOf } from '@chuangyuan/domain/matter/matter'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { accountNames, partyOf } from '../finding/public.ts'
import { placeStore } from '../site/public.ts'
import { mayGive, sightOf } from './sight.ts'
import { matterStore, type MatterRow } from './store.ts'

type Names = ReadonlyMap<string, string>

function summaryOf(row: MatterRow, units: Names, today: Day): MatterSummary {
  return {
    id: row.id,
    kind: row.kind,
    stage: row.stage,
    title: row.title,
    unit: { id: row.unit_id, name: row.unit_name },
    assisting: row.assisting_ids.map((id) => ({ id, name: units.get(id) ?? '' })),
    dueOn: row.due_on,
    late: isLate({ stage: row.stage, dueOn: row.due_on }, today),
    meeting: row.meeting_id === null ? null : { id: row.meeting_id, name: row.meeting_title ?? '' },
    findingId: row.finding_id,
    givenBy: row.giver,
    givenAt: row.given_at.getTime(),
  }
}

async function unitNames({ query, districtId }: ReadTx): Promise<Names> {
  const { units } = await placeStore(query, districtId).places()
  return new Map(units.map(({ id, name }) => [id, name]))
}

export function listMatters(
  { db, clock }: Deps,
  by: Session,
  { offset, limit, ...filters }: QueryOf<typeof listOperation>,
): Promise<ReplyOf<typeof listOperation>> {
  return db.read(by, async (tx) => {
    const today = dayOf(clock())
    const store = matterStore(tx.query, tx.districtId)
    const { rows, total } = await store.page(filters, await sightOf(tx, by), { today, offset, limit })
    const units = await unitNames(tx)
    return { rows: rows.map((row) => summaryOf(row, units, today)), total }
  })
}

export function showMatter({ db, clock }: Deps, by: Session, matterId: string): Promise<MatterPage> {
  return db.read(by, async (tx) => {
    const store = matterStore(tx.query, tx.districtId)
    const row = orNotFound(await store.one(matterId, await sightOf(tx, by)), 'matter')
    const names = await accountNames(
      tx,
      row.steps.map((step) => step.by),
    )
    const { unitIds } = await partyOf(tx, by)
    const sides = { unit: unitIds.includes(row.unit_id), office: mayGive(by) }
    return {
      ...summaryOf(row, await unitNames(tx), dayOf(clock())),
      words: row.words,
      steps: row.steps.map(({ until, ...step }) => ({
        ...step,
        by: names.get(step.by) ?? '',
        until: until ?? null,
      })),
      mayDo: matterActionsAt(row.stage).filter((action) => {
        const side = sideOf[action]
        if (action === 'accept' && sides.unit) return false
        return side === 'either' ? sides.unit || sides.office : sides[side]
      }),
    }
  })
}
