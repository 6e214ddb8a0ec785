import { newId } from '../../../db/id.ts'
import { pinyinOf } from '../../site/public.ts'
import type { FactRow } from '../fact-row.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading, type SheetValues } from './comparison.ts'
import type { JudgedRow } from './fault.ts'
import { findPerson } from './find-person.ts'
import { lookupIn, maskedPhone } from './lookup.ts'
import { orderAfter } from './order-after.ts'
import { planPosts } from './plan-posts.ts'
import { staffRow } from './sheet-row.ts'

/** A row names a person, a unit and a post: it makes the post, the person, and that the one holds the other. */
export function compareStaff(c: Comparison, reading: Reading<'peoplePosts'>): Promise<JudgedRow[]> {
  const { draft, names } = c
  const once = onlyOnce()
  const nextOrder = orderAfter(draft.rows('posts'))
  const planned = planPosts(c, reading)
  const phoneFrom = new Map<string, number>()
  return judgeRows(c, 'peoplePosts', reading, (values, faults, rowNumber) => {
    const unit = names.unit(values.unit)
    if (!unit.ok) faults.add('unit', unit.refusal)
    if (values.from !== undefined && values.until !== undefined && values.until < values.from) {
      faults.add('until', {
        code: 'post.period-reversed',
        details: { from: values.from, until: values.until },
      })
    }
    if (!unit.ok) return undefined
    const plan = planned.get(rowNumber)
    const found = plan?.personId === undefined ? findPerson(c, values, unit.value) : { id: plan.personId }
    if (found.fault !== undefined) {
      faults.add('name', found.fault)
      return undefined
    }
    const personId = found.id ?? newId()
    const id = plan?.postId ?? newId()
    once(plan?.postId ?? `${unit.value} ${values.post} ${personId}`, 'name', faults, rowNumber)
    const earlier = phoneFrom.get(personId)
    const person = personRow(c, reading, values, personId)
    const known = draft.row('people', personId)
    if (earlier !== undefined && known !== undefined && known.phone_cipher !== person.phone_cipher) {
      faults.add('mobile', { code: 'person.phone-differs', details: { row: earlier } })
    }
    if (!faults.none()) return undefined
    if (values.mobile !== undefined) phoneFrom.set(personId, rowNumber)
    const before = draft.before('posts', id)
    const beforeShown =
      before === undefined ? undefined : staffRow(before, lookupIn(c, 'before'), maskedPhone)
    const post = postRow(reading, values, { id, unitId: unit.value, personId }, before, nextOrder)
    const personChanged = draft.put('people', person)
    const postChanged = draft.put('posts', post)
    names.people.add(personId, person.name)
    names.addPost(post)
    return {
      isNew: before === undefined,
      isChanged: personChanged || postChanged,
      before: beforeShown,
      after: staffRow(post, lookupIn(c, 'now'), maskedPhone),
    }
  })
}

function personRow(
  { draft, phones }: Comparison,
  reading: Reading<'peoplePosts'>,
  values: SheetValues<'peoplePosts'>,
  id: string,
): FactRow<'people'> {
  const known = draft.row('people', id)
  // An office number is often left out of a second post's row; that must not wipe out the one of the first.
  const office = taken(reading)('officePhone', values.officePhone, known?.office_phone) ?? null
  return {
    id,
    name: values.name,
    pinyin: known?.name === values.name ? known.pinyin : pinyinOf(values.name),
    ...phones.seal(values.mobile, known),
    office_phone: draft.before('people', id) === known ? office : (office ?? known?.office_phone ?? null),
  }
}

function postRow(
  reading: Reading<'peoplePosts'>,
  values: SheetValues<'peoplePosts'>,
  { id, unitId, personId }: { readonly id: string; readonly unitId: string; readonly personId: string },
  before: FactRow<'posts'> | undefined,
  nextOrder: () => number,
): FactRow<'posts'> {
  const take = taken(reading)
  return {
    id,
    unit_id: unitId,
    title: values.post,
    person_id: personId,
    sort_order: values.protocolOrder ?? before?.sort_order ?? nextOrder(),
    body: take('body', values.body, before?.body),
    campaign_role: take('campaignRole', values.campaignRole, before?.campaign_role),
    held_from: take('from', values.from, before?.held_from),
    held_until: take('until', values.until, before?.held_until),
    remark: take('remark', values.remark, before?.remark),
  }
}
