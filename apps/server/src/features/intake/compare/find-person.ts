import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { FactRow } from '../fact-row.ts'
import type { Comparison } from './comparison.ts'
import type { Fault } from './fault.ts'

/** The person a row of the staff list means; no id where nobody on the lists can be meant. */
export function findPerson(
  c: Comparison,
  { name, mobile }: { readonly name: string; readonly mobile?: string | undefined },
  unitId: string,
): { readonly id?: string; readonly fault?: Fault } {
  const people = namesakes(c, name)
  if (mobile !== undefined) {
    const same = people.filter((person) => c.phones.read(person) === mobile)
    const unknown = people.filter((person) => person.phone_cipher === null)
    const [only] = same.length > 0 ? same : unknown
    return only === undefined || (same.length === 0 && unknown.length > 1) ? {} : { id: only.id }
  }
  if (people.length < 2) return people[0] === undefined ? {} : { id: people[0].id }
  const inUnit = people.filter(({ id }) => postsOf(c, id).some(({ unit_id }) => unit_id === unitId))
  const [only] = inUnit
  return only !== undefined && inUnit.length === 1 ? { id: only.id } : { fault: ambiguous(c, name, people) }
}

interface Wanted {
  /** Units in which the person is looked for first. */
  readonly unitIds: readonly (string | null | undefined)[]
  readonly phone?: string | undefined
  /** The posts that fill the role today: where the name still fits, the post stays. */
  readonly postIds: readonly (string | null)[]
}

/** The post through which a named person takes a role: 姓名, or 姓名（单位） where two have the name. */
export function findPost(c: Comparison, text: string, wanted: Wanted): Result<string, Fault> {
  const [, name = text, unitText] = /^(.*?)\s*[(（](.+)[)）]$/.exec(text) ?? []
  const unit = unitText === undefined ? undefined : c.names.unit(unitText)
  if (unit?.ok === false) return unit
  const people = namesakes(c, name)
  if (people.length === 0) return refuse(c.names.unknown('person', name))
  let posts = people.flatMap(({ id }) => postsOf(c, id))
  if (unit?.ok === true) posts = posts.filter(({ unit_id }) => unit_id === unit.value)
  if (posts.length === 0) return refuse({ code: 'person.no-post', details: { given: text } })
  const kept = posts.find(({ id }) => wanted.postIds.includes(id))
  if (kept !== undefined) return accept(kept.id)
  const preferred = posts.filter(({ unit_id }) => wanted.unitIds.includes(unit_id))
  if (preferred.length > 0) posts = preferred
  if (holders(posts) > 1 && wanted.phone !== undefined) {
    posts = posts.filter(({ person_id }) => hasPhone(c, person_id, wanted.phone))
  }
  const [first] = posts.toSorted((a, b) => a.sort_order - b.sort_order)
  return first === undefined || holders(posts) > 1 ? refuse(ambiguous(c, name, people)) : accept(first.id)
}

/** Several names in one cell. */
export function namesIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[、，,；;/\n]+/).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))
}

export function postsOf({ draft, names }: Comparison, personId: string): FactRow<'posts'>[] {
  return [...(names.postsOf.get(personId) ?? [])].flatMap((id) => {
    const post = draft.row('posts', id)
    return post?.person_id === personId ? [post] : []
  })
}

function namesakes({ draft, names }: Comparison, name: string): FactRow<'people'>[] {
  return names.people.find(name).flatMap((id) => draft.row('people', id) ?? [])
}

function holders(posts: readonly FactRow<'posts'>[]): number {
  return new Set(posts.map(({ person_id }) => person_id)).size
}

function hasPhone(
  { draft, phones }: Comparison,
  personId: string | null,
  phone: string | undefined,
): boolean {
  const person = personId === null ? undefined : draft.row('people', personId)
  return person !== undefined && (phones.read(person) === phone || person.office_phone === phone)
}

function ambiguous(c: Comparison, name: string, people: readonly FactRow<'people'>[]): Fault {
  const candidates = people.map(({ id }) => {
    const [post] = postsOf(c, id)
    const unit = post === undefined ? undefined : c.draft.row('units', post.unit_id)
    return unit === undefined ? name : `${name}（${unit.short_name ?? unit.name}）`
  })
  return { code: 'person.ambiguous', details: { given: name, candidates } }
}
