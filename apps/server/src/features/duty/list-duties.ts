import type { DutyItem, listDuties as operation } from '@chuangyuan/contract/duty'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { parseDay } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { entriesByRow } from '../ledger/public.ts'
import { scoreOf } from '../score/public.ts'
import { dutyStore } from './store.ts'

type Row = Awaited<ReturnType<ReturnType<typeof dutyStore>['ofPack']>>[number]

/** The responsibility table (责任分解表): every item of the standard in use, led by somebody or not. */
export function listDuties(deps: Deps, by: Session): Promise<ReplyOf<typeof operation>> {
  return deps.db.read(by, async (tx) => {
    const scored = await scoreOf(deps, tx, {})
    if (scored === undefined) return { pack: null, items: [] }
    const { pack, assessment, campaign } = scored
    const verdicts = new Map(assessment.rows.map(({ row, verdict }) => [row, verdict]))
    const rows = await dutyStore(tx.query, tx.districtId).ofPack(campaign.packKey)
    const endangered = may(by.grants, 'ledger.read').ok ? await entriesByRow(deps, tx, by) : undefined
    const duties = Map.groupBy(rows, ({ item_id }) => item_id)
    const items = rowsOf(pack).flatMap(({ row, under }): DutyItem[] => {
      if (row.kind === 'heading') return []
      const held = duties.get(row.id) ?? []
      const heading = under.at(-1)
      return [
        {
          itemId: row.id,
          number: row.number ?? null,
          name: row.name,
          heading: heading === undefined ? null : { id: heading.id, name: heading.name },
          verdict: verdicts.get(row.id) ?? null,
          endangeredBy: endangered === undefined ? null : (endangered.get(row.id) ?? 0),
          leads: held.filter(({ part }) => part === 'lead').map(leadOnWire),
          assisting: held
            .filter(({ part }) => part === 'assist')
            .map(({ unit_id: id, unit_name: name }) => ({ id, name })),
        },
      ]
    })
    return { pack: pack.title, items }
  })
}

function leadOnWire(row: Row): DutyItem['leads'][number] {
  const post = (id: string | null, title: string | null, person: string | null) =>
    id === null ? null : { id, title: title ?? '', person }
  return {
    dutyId: row.id,
    unit: { id: row.unit_id, name: row.unit_name },
    leader: post(row.leader_post_id, row.leader_title, row.leader_name),
    post: post(row.post_id, row.post_title, row.person_name),
    work: row.work,
    dueOn: row.due_on === null ? null : (parseDay(row.due_on) ?? null),
  }
}
