import { convert, unitNamed } from './figure-unit.ts'
import type { RowReading } from '@chuangyuan/workbook/read-workbook'
import { newId } from '../../../db/id.ts'
import { judgeRows, onlyOnce, taken, type Comparison, type Reading } from './comparison.ts'
import type { JudgedRow } from './fault.ts'
import { lookupIn } from './lookup.ts'
import { quantityNamed } from './pack-names.ts'
import { figureFact, figureRow } from './sheet-row.ts'

export function compareFigures(c: Comparison, reading: Reading<'figures'>): Promise<JudgedRow[]> {
  const { draft, names, pack, district, today, by } = c
  const take = taken(reading)
  const once = onlyOnce()
  const keyOf = (row: { input_id: string; zone_id: string; as_of: string }) =>
    `${row.input_id} ${row.zone_id} ${row.as_of}`
  const byKey = new Map([...draft.rows('figures')].map((row) => [keyOf(row), row.id]))
  const filled = { ...reading, rows: reading.rows.filter((row) => !isUnfilled(row)) }
  return judgeRows(c, 'figures', filled, (values, faults, rowNumber) => {
    if (pack === undefined) {
      faults.add(null, { code: 'campaign.missing', details: {} })
      return undefined
    }
    const quantity = quantityNamed(pack, values.input, values.inputName)
    if (!quantity.ok) faults.add('input', quantity.refusal)
    const zone = values.zone === undefined ? undefined : names.street(values.zone)
    if (zone?.ok === false) faults.add('zone', zone.refusal)
    if (values.on > today) {
      faults.add('on', { code: 'figure.day-in-future', details: { day: values.on, today } })
    }
    if (!quantity.ok) return undefined
    const { id: inputId, unit } = quantity.value
    const given = values.unit === undefined ? { unit, times: 1 } : unitNamed(values.unit)
    const value = given === undefined ? undefined : convert(values.value * given.times, given.unit, unit)
    if (given === undefined) {
      faults.add('unit', { code: 'figure.unit-unknown', details: { given: values.unit, expected: unit } })
    } else if (value?.ok === false) {
      faults.add('unit', { code: 'figure.unit-mismatch', details: { given: values.unit, expected: unit } })
    }
    if (!faults.none() || value?.ok !== true) return undefined
    const key = { input_id: inputId, zone_id: zone?.ok === true ? zone.value : district.id, as_of: values.on }
    const id = byKey.get(keyOf(key)) ?? newId()
    once(id, 'input', faults, rowNumber)
    if (!faults.none()) return undefined
    byKey.set(keyOf(key), id)
    const before = draft.before('figures', id)
    const after = {
      id,
      ...key,
      value: Number(value.value.toPrecision(12)),
      unit,
      source: values.source,
      remark: take('remark', values.remark, before?.remark),
      reported_by: by.accountId,
      reported_at: by.at.toISOString(),
    }
    const look = lookupIn(c, 'now')
    const shown = figureRow(pack, figureFact(after, district.id, look))
    const shownBefore =
      before === undefined ? undefined : figureRow(pack, figureFact(before, district.id, look))
    // The same figure in another unit is the same figure.
    const isSame =
      before !== undefined &&
      shownBefore?.['value'] === shown['value'] &&
      before.source === after.source &&
      before.remark === after.remark
    const isChanged = !isSame && draft.put('figures', after)
    return { isNew: before === undefined, isChanged, before: shownBefore, after: shown }
  })
}

/** A row that the template offers for a missing figure and that nobody has touched is no mistake. */
function isUnfilled({ cells }: RowReading<unknown>): boolean {
  return ['value', 'on', 'source'].every((column) => (cells[column] ?? '').trim() === '')
}
