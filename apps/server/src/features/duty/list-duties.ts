import type { DutyItem, listDuties as operation } from '@chuangyuan/contract/duty'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { PostHolder } from '@chuangyuan/contract/site'
import { parseDay } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { entriesByRow } from '../ledger/public.ts'
import { scoreOf } from '../score/public.ts'
import { postHolderStore } from '../site/public.ts'
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
    const endangered = may(by.grants, 'ledger.read').ok ? await entriesByRow(deps, tx, by, scored) : undefined
    const holders = await postHolderStore(tx.query, tx.districtId).holders([
      ...new Set(rows.flatMap((row) => [row.leader_post_id, row.post_id].flatMap((id) => id ?? []))),
    ])
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
          leads: held.filter(({ part }) => part === 'lead').map((row) => leadOnWire(row, holders)),
          assisting: held
            .filter(({ part }) => part === 'assist')
            .map(({ unit_id: id, unit_name: name }) => ({ id, name })),
        },
      ]
    })
    return { pack: pack.title, items }
  })
}

function leadOnWire(row: Row, holders: ReadonlyMap<string, PostHolder>): DutyItem['leads'][number] {
  const post = (id: string | null) => {
    const held = holders.get(id ?? '')
    return held === undefined
      ? null
      : { id: held.postId, title: held.title, person: held.person?.name ?? null }
  }
  return {
    dutyId: row.id,
    unit: { id: row.unit_id, name: row.unit_name },
    leader: post(row.leader_post_id),
    post: post(row.post_id),
    work: row.work,
    dueOn: row.due_on === null ? null : (parseDay(row.due_on) ?? null),
  }
}
