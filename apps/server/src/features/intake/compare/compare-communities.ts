import { newId } from '../../../db/id.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading } from './comparison.ts'
import type { JudgedRow } from './fault.ts'
import { lookupIn, maskedPhone } from './lookup.ts'
import { communityRow } from './sheet-row.ts'

export function compareCommunities(c: Comparison, reading: Reading<'communities'>): Promise<JudgedRow[]> {
  const { draft, names, phones } = c
  const take = taken(reading)
  const once = onlyOnce()
  const byCode = new Map([...draft.rows('communities')].map((row) => [row.code, row.id]))
  return judgeRows(c, 'communities', reading, (values, faults, rowNumber) => {
    const id = byCode.get(values.code) ?? newId()
    once(id, 'code', faults, rowNumber)
    const street = names.street(values.street)
    if (!street.ok) {
      faults.add('street', street.refusal)
      return undefined
    }
    const of = draft.row('streets', street.value)
    if (of !== undefined && !values.code.startsWith(of.code)) {
      faults.add('code', {
        code: 'community.code-foreign',
        details: { prefix: of.code, street: of.name },
      })
    }
    if (!faults.none()) return undefined
    const before = draft.before('communities', id)
    const row = {
      id,
      street_id: street.value,
      code: values.code,
      name: values.name,
      people: take('people', values.people, before?.people),
      contact: take('contact', values.contact, before?.contact),
      ...phones.seal(values.phone, before),
      remark: take('remark', values.remark, before?.remark),
    }
    const isChanged = draft.put('communities', row)
    names.communities.add(id, row.name, row.code)
    byCode.set(row.code, id)
    return {
      isNew: before === undefined,
      isChanged,
      before: before === undefined ? undefined : communityRow(before, lookupIn(c, 'before'), maskedPhone),
      after: communityRow(row, lookupIn(c, 'now'), maskedPhone),
    }
  })
}
