import { newId } from '../../../db/id.ts'
import type { Item, Pack } from '@chuangyuan/domain/standard/pack'
import type { FactRow } from '../fact-row.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading, type SheetValues } from './comparison.ts'
import { Faults, type JudgedRow } from './fault.ts'
import { findPost } from './find-person.ts'
import { lookupIn } from './lookup.ts'
import { nameKey } from './names.ts'
import { itemNamed } from './pack-names.ts'
import { dutyRow } from './sheet-row.ts'

type Duty = FactRow<'duties'>

/**
 * The responsibility table. What it says about an item is all there is about the item: a unit that no row of the
 * item names any more is taken off it. Items that the file does not mention stay as they are.
 */
export async function compareDuties(c: Comparison, reading: Reading<'duties'>): Promise<JudgedRow[]> {
  const { draft, pack } = c
  const once = onlyOnce()
  const before = Map.groupBy(
    [...draft.rows('duties')].filter(({ pack_key }) => pack_key === pack?.id),
    ({ item_id }) => item_id,
  )
  const named = new Map<string, Set<string>>()
  const spoiled = new Set<string>()
  const rowOfItem = new Map<number, string>()
  const judged = await judgeRows(c, 'duties', reading, (values, faults, rowNumber) => {
    if (pack === undefined) {
      faults.add(null, { code: 'campaign.missing', details: {} })
      return undefined
    }
    const item = itemNamed(pack, values.item, values.itemName)
    if (!item.ok) {
      faults.add('item', item.refusal)
      return undefined
    }
    const itemId = item.value.id
    rowOfItem.set(rowNumber, itemId)
    const held = before.get(itemId) ?? []
    const lead = leadOf(c, reading, values, pack, item.value, held, faults)
    once(`${itemId} ${lead?.unit_id ?? ''}`, 'item', faults, rowNumber)
    const assisting = assistingOf(
      c,
      reading,
      values,
      { pack, item: item.value, held, leadUnitId: lead?.unit_id },
      faults,
    )
    if (!faults.none()) {
      spoiled.add(itemId)
      return undefined
    }
    const kept = named.get(itemId) ?? new Set<string>()
    named.set(itemId, kept)
    const oldLead =
      lead === undefined
        ? held.find(({ part }) => part === 'lead')
        : before.get(itemId)?.find(({ id }) => id === lead.id)
    let isChanged = lead === undefined && oldLead !== undefined
    for (const duty of [...(lead === undefined ? [] : [lead]), ...assisting]) {
      kept.add(duty.id)
      isChanged = draft.put('duties', duty) || isChanged
    }
    const oldAssisting = held.filter(({ part }) => part === 'assist')
    if (oldAssisting.some(({ id }) => !assisting.some((each) => each.id === id))) isChanged = true
    const then = dutyRow(pack, itemId, oldLead, oldAssisting, lookupIn(c, 'before'))
    return {
      isNew: held.length === 0 && (lead !== undefined || assisting.length > 0),
      isChanged,
      before: held.length === 0 ? undefined : then,
      after: dutyRow(pack, itemId, lead, assisting, lookupIn(c, 'now')),
    }
  })
  for (const [itemId, kept] of named) {
    // A row of the item that is wrong may be the very one that names the unit.
    if (spoiled.has(itemId)) continue
    for (const { id } of before.get(itemId) ?? []) if (!kept.has(id)) draft.remove('duties', id)
  }
  return judged
}

function leadOf(
  c: Comparison,
  reading: Reading<'duties'>,
  values: SheetValues<'duties'>,
  pack: Pack,
  item: Item,
  held: readonly Duty[],
  faults: Faults,
): Duty | undefined {
  if (values.leadUnit === undefined) return undefined
  const unit = c.names.unitInShort(values.leadUnit, c.district.name)
  if (!unit.ok) {
    faults.add('leadUnit', unit.refusal)
    return undefined
  }
  const take = taken(reading)
  const before = held.find(({ part, unit_id }) => part === 'lead' && unit_id === unit.value)
  const leader = personPost(c, 'leader', values.leader, [], before?.leader_post_id, faults)
  // A vacant post has no name to write: an empty cell says what it said before.
  const heldPost = c.draft.row('posts', before?.leader_post_id ?? '')
  const keepsVacant = values.leader === undefined && heldPost?.person_id === null
  const post = dutyPost(c, values, unit.value, before, faults)
  return {
    id: before?.id ?? newId(),
    pack_key: pack.id,
    item_id: item.id,
    part: 'lead',
    unit_id: unit.value,
    leader_post_id: keepsVacant
      ? (before?.leader_post_id ?? null)
      : take('leader', leader, before?.leader_post_id),
    post_id:
      reading.columns.has('person') || reading.columns.has('post')
        ? (post ?? null)
        : (before?.post_id ?? null),
    work: take('work', values.work, before?.work),
    due_on: take('dueOn', values.dueOn, before?.due_on),
    remark: take('remark', values.remark, before?.remark),
  }
}

function personPost(
  c: Comparison,
  column: 'leader' | 'person',
  name: string | undefined,
  unitIds: readonly string[],
  heldPost: string | null | undefined,
  faults: Faults,
): string | undefined {
  if (name === undefined) return undefined
  const found = findPost(c, name, { unitIds, postIds: [heldPost ?? null] })
  if (!found.ok) faults.add(column, found.refusal)
  return found.ok ? found.value : undefined
}

/** By person; by the title in the lead unit where nobody is named, which may be a post that is vacant. */
function dutyPost(
  c: Comparison,
  { person, post: title }: SheetValues<'duties'>,
  unitId: string,
  before: Duty | undefined,
  faults: Faults,
): string | undefined {
  const byPerson = personPost(c, 'person', person, [unitId], before?.post_id, faults)
  if (title === undefined || (person !== undefined && byPerson === undefined)) return byPerson
  const titled = [...c.draft.rows('posts')].filter(({ title: each }) => nameKey(each) === nameKey(title))
  const holder = byPerson === undefined ? undefined : c.draft.row('posts', byPerson)?.person_id
  const fitting =
    holder === undefined || holder === null
      ? titled.filter(({ unit_id }) => unit_id === unitId)
      : titled.filter(({ person_id }) => person_id === holder)
  const post = fitting.find(({ id }) => id === before?.post_id) ?? fitting[0]
  if (post === undefined) faults.add('post', { code: 'post.unknown', details: { given: title } })
  return post?.id
}

interface AssistedItem {
  readonly pack: Pack
  readonly item: Item
  readonly held: readonly Duty[]
  readonly leadUnitId: string | undefined
}

function assistingOf(
  c: Comparison,
  reading: Reading<'duties'>,
  { assistingUnits }: SheetValues<'duties'>,
  { pack, item, held, leadUnitId }: AssistedItem,
  faults: Faults,
): Duty[] {
  const assisting = held.filter(({ part }) => part === 'assist')
  if (!reading.columns.has('assistingUnits')) return assisting
  const unitIds = new Set<string>()
  for (const given of assistingUnits ?? []) {
    const offices = c.names.streetOffices(given)
    if (offices !== undefined) {
      for (const id of offices) if (id !== leadUnitId) unitIds.add(id)
      continue
    }
    const unit = c.names.unitInShort(given, c.district.name)
    if (unit.ok) unitIds.add(unit.value)
    else faults.add('assistingUnits', unit.refusal)
  }
  return [...unitIds].map(
    (unitId) =>
      assisting.find(({ unit_id }) => unit_id === unitId) ?? {
        id: newId(),
        pack_key: pack.id,
        item_id: item.id,
        part: 'assist',
        unit_id: unitId,
        leader_post_id: null,
        post_id: null,
        work: null,
        due_on: null,
        remark: null,
      },
  )
}
