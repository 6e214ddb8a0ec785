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
    return ids.length === 1 ? accept(id) : refuse({ code: `${what}.ambiguous`, details: { given } })
  }
}
