import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { tightText } from '@chuangyuan/workbook/cell-text'
import type { IntakeSheet } from '@chuangyuan/contract/intake'
import type { Draft } from './draft.ts'
import type { Fault } from './fault.ts'

/** A name as two clerks would both write it: no spaces, brackets of one width, capitals as small letters. */
export function nameKey(text: string): string {
  return tightText(text).toLowerCase()
}

/** Ids by every name and code under which a list knows them. */
export class NameBook {
  readonly #ids = new Map<string, Set<string>>()

  add(id: string, ...names: readonly (string | null | undefined)[]): void {
    for (const name of names) {
      if (name === null || name === undefined || name === '') continue
      const key = nameKey(name)
      const ids = this.#ids.get(key)
      if (ids === undefined) this.#ids.set(key, new Set([id]))
      else ids.add(id)
    }
  }

  find(name: string): readonly string[] {
    return [...(this.#ids.get(nameKey(name)) ?? [])]
  }
}

/** The books of places and units. Full names and codes come before short names, which two bodies may share. */
export class Names {
  readonly streets = new NameBook()
  readonly streetShorts = new NameBook()
  readonly communities = new NameBook()
  readonly units = new NameBook()
  readonly unitShorts = new NameBook()
  readonly people = new NameBook()
  /** Posts by the id of who holds them. */
  readonly postsOf = new Map<string, Set<string>>()
  readonly #draft: Draft
  readonly #wrongRows = new Map<string, { readonly sheet: IntakeSheet; readonly rowNumber: number }>()

  constructor(draft: Draft) {
    this.#draft = draft
    for (const row of draft.rows('streets')) this.addStreet(row)
    for (const row of draft.rows('communities')) this.communities.add(row.id, row.name, row.code)
    for (const row of draft.rows('units')) this.addUnit(row)
    for (const row of draft.rows('people')) this.people.add(row.id, row.name)
    for (const row of draft.rows('posts')) this.addPost(row)
  }

  addStreet(row: { id: string; name: string; code: string; short_name: string | null }): void {
    this.streets.add(row.id, row.name, row.code)
    this.streetShorts.add(row.id, row.short_name)
  }

  addUnit(row: { id: string; name: string; code: string | null; short_name: string | null }): void {
    this.units.add(row.id, row.name, row.code)
    this.unitShorts.add(row.id, row.short_name)
  }

  addPost(row: { id: string; person_id: string | null }): void {
    if (row.person_id === null) return
    const posts = this.postsOf.get(row.person_id)
    if (posts === undefined) this.postsOf.set(row.person_id, new Set([row.id]))
    else posts.add(row.id)
  }

  /** A row that is wrong is no row, but whoever names it deserves to hear why it is missing. */
  addWrong(sheet: IntakeSheet, rowNumber: number, names: readonly string[]): void {
    for (const name of names) {
      const key = nameKey(name)
      if (key !== '' && !this.#wrongRows.has(key)) this.#wrongRows.set(key, { sheet, rowNumber })
    }
  }

  street(given: string): Result<string, Fault> {
    return this.#one('streets', this.streets, this.streetShorts, given)
  }

  unit(given: string): Result<string, Fault> {
    return this.#one('units', this.units, this.unitShorts, given)
  }

  /**
   * A unit as a table of duties may write it: 住建局 for 区住房和城乡建设局. Only where exactly one unit can be meant;
   * else the candidates are named.
   */
  unitInShort(given: string, districtName: string): Result<string, Fault> {
    const exact = this.unit(given)
    if (exact.ok || (exact.refusal.code === 'unit.unknown' && 'wrongRow' in exact.refusal.details))
      return exact
    const wanted = spellings(given, districtName)
    const fitting = [...this.#draft.rows('units')].filter(({ name, short_name: short }) =>
      [name, ...(short === null ? [] : [short])]
        .flatMap((each) => spellings(each, districtName))
        .some((full) => wanted.some((each) => isShortFor(each, full))),
    )
    const [only] = fitting
    if (only === undefined) return exact
    if (fitting.length === 1) return accept(only.id)
    return refuse({
      code: 'unit.ambiguous',
      details: { given, candidates: fitting.slice(0, 6).map(({ name }) => name) },
    })
  }

  /** 各街道 as a table of duties says it: all offices of streets. Nothing where the words mean no group, or the group is empty. */
  streetOffices(given: string): readonly string[] | undefined {
    if (!groupOfStreets.test(nameKey(given))) return undefined
    const ids = streetOfficesIn(this.#draft)
    return ids.length === 0 ? undefined : ids
  }

  unknown(what: 'street' | 'unit' | 'person' | 'community', given: string): Fault {
    const wrongRow = this.#wrongRows.get(nameKey(given))
    return { code: `${what}.unknown`, details: wrongRow === undefined ? { given } : { given, wrongRow } }
  }

  #one(table: 'streets' | 'units', names: NameBook, shorts: NameBook, given: string): Result<string, Fault> {
    const what = table === 'streets' ? 'street' : 'unit'
    const alive = (ids: readonly string[]) => ids.filter((id) => this.#draft.row(table, id) !== undefined)
    const full = alive(names.find(given))
    const ids = full.length > 0 ? full : alive(shorts.find(given))
    const [id] = ids
    if (id === undefined) return refuse(this.unknown(what, given))
    if (ids.length === 1) return accept(id)
    const candidates = ids.slice(0, 6).flatMap((each) => this.#draft.row(table, each)?.name ?? [])
    return refuse({ code: `${what}.ambiguous`, details: { given, candidates } })
  }
}

/** How a table of duties writes the offices of all streets together. */
export const everyStreetOffice = '各街道'
const groupOfStreets =
  /^(?:各|所有|全部)(?:街道|镇街|街镇|乡镇街道|街道\(镇\)|镇\(街道\)|乡镇\(街道\))(?:办|办事处)?$/

export function streetOfficesIn(draft: Draft): readonly string[] {
  return [...draft.rows('units')].filter(({ kind }) => kind === 'street').map(({ id }) => id)
}

/** With and without the name of the district, or the 区 that stands for it. */
function spellings(text: string, districtName: string): readonly string[] {
  const key = nameKey(text)
  const district = nameKey(districtName)
  return [
    key,
    ...(district !== '' && key.startsWith(district) ? [key.slice(district.length)] : []),
    ...(/^[区县市]/.test(key) ? [key.slice(1)] : []),
  ].filter((each) => each.length >= 2)
}

/** Chinese shortens by leaving characters out, in order, the first kept. */
function isShortFor(short: string, full: string): boolean {
  if (short[0] !== full[0]) return false
  let at = 0
  for (const character of full) if (character === short[at]) at += 1
  return at === short.length
}
