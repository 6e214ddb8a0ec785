import type { Comparison } from './comparison.ts'
import type { Draft } from './draft.ts'
import { streetOfficesIn, type Names } from './names.ts'
import type { Lookup, ShowPhone } from './sheet-row.ts'

/** Rows as they are in the database, or as they will be; a row that is only in one of them is found in both. */
export function lookupIn(
  { draft, names }: Pick<Comparison, 'draft' | 'names'>,
  when: 'before' | 'now',
): Lookup {
  return {
    row: (table, id) =>
      when === 'before' ? (draft.before(table, id) ?? draft.row(table, id)) : draft.row(table, id),
    streetOffices: () => streetOfficesIn(draft),
    personName: (personId, unitId) => personName(draft, names, personId, unitId),
  }
}

/** 姓名, or 姓名（单位） where the name alone means more than one person. */
function personName(draft: Draft, names: Names, personId: string, unitId: string): string {
  const name = (draft.row('people', personId) ?? draft.before('people', personId))?.name ?? ''
  if (names.people.find(name).length < 2) return name
  const unit = draft.row('units', unitId)
  return unit === undefined ? name : `${name}（${unit.short_name ?? unit.name}）`
}

/** Screens show the last four digits. */
export const maskedPhone: ShowPhone = ({ phone_tail: tail }) => (tail === null ? undefined : `****${tail}`)
