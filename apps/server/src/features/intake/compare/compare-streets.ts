import { newId } from '../../../db/id.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading } from './comparison.ts'
import type { JudgedRow } from './fault.ts'
import { orderAfter } from './order-after.ts'
import { streetRow } from './sheet-row.ts'

const squareMetresPerHectare = 10_000

export function compareStreets(c: Comparison, reading: Reading<'streets'>): Promise<JudgedRow[]> {
  const { draft, names, district } = c
  const take = taken(reading)
  const once = onlyOnce()
  const nextOrder = orderAfter(draft.rows('streets'))
  return judgeRows(c, 'streets', reading, (values, faults, rowNumber) => {
    const sameCode = [...draft.rows('streets')].find(({ code }) => code === values.code)
    const id = sameCode?.id ?? newId()
    once(id, 'code', faults, rowNumber)
    if (!values.code.startsWith(district.code)) {
      faults.add('code', { code: 'street.code-foreign', details: { prefix: district.code } })
    }
    const rival = [...draft.rows('streets')].find((row) => row.id !== id && row.name === values.name)
    if (rival !== undefined) {
      faults.add('name', { code: 'row.name-taken', details: { given: values.name, by: rival.code } })
    }
    if (!faults.none()) return undefined
    const before = draft.before('streets', id)
    const area = values.area === undefined ? undefined : values.area * squareMetresPerHectare
    const row = {
      id,
      code: values.code,
      name: values.name,
      short_name: take('shortName', values.shortName, before?.short_name),
      kind: take('kind', values.kind, before?.kind),
      sort_order: values.protocolOrder ?? before?.sort_order ?? nextOrder(),
      people: take('people', values.people, before?.people),
      area: take('area', area === undefined ? undefined : Number(area.toPrecision(12)), before?.area),
      phone: take('phone', values.phone, before?.phone),
      remark: take('remark', values.remark, before?.remark),
    }
    const isChanged = draft.put('streets', row)
    names.addStreet(row)
    return {
      isNew: before === undefined,
      isChanged,
      before: before === undefined ? undefined : streetRow(before),
      after: streetRow(row),
    }
  })
}
