import { siteRoles } from '@chuangyuan/domain/site/site-role'
import { z } from 'zod'

const words = z.string().nullable()
const reference = z.string().nullable()
const amount = z.number().nullable()
/** A stored instant as text, so that a row reads the same from the table and from a recorded change. */
const instant = z.union([z.string(), z.date().transform((date) => date.toISOString())])

const role = z.object({
  role: z.enum(siteRoles),
  place: z.int(),
  unit_id: reference,
  post_id: reference,
})
export type SiteRoleRow = z.output<typeof role>

/**
 * The rows of the lists that a district hands in, column by column as the database keeps them, in the order in
 * which they lean on each other. A site carries its roles: they change with it and are undone with it.
 */
export const factRows = {
  streets: z.object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    short_name: words,
    kind: words,
    sort_order: z.int(),
    people: amount,
    area: amount,
    phone: words,
    remark: words,
  }),
  communities: z.object({
    id: z.string(),
    street_id: z.string(),
    code: z.string(),
    name: z.string(),
    people: amount,
    contact: words,
    phone_cipher: words,
    phone_tail: words,
    remark: words,
  }),
  units: z.object({
    id: z.string(),
    code: words,
    name: z.string(),
    short_name: words,
    kind: words,
    parent_id: reference,
    street_id: reference,
    sort_order: z.int(),
    address: words,
    phone: words,
    remark: words,
  }),
  people: z.object({
    id: z.string(),
    name: z.string(),
    pinyin: z.string(),
    phone_cipher: words,
    phone_tail: words,
    office_phone: words,
  }),
  posts: z.object({
    id: z.string(),
    unit_id: z.string(),
    title: z.string(),
    person_id: reference,
    sort_order: z.int(),
    body: words,
    campaign_role: words,
    held_from: words,
    held_until: words,
    remark: words,
  }),
  sites: z.object({
    id: z.string(),
    code: z.string(),
    name: z.string(),
    pinyin: z.string(),
    kind: z.string(),
    street_id: z.string(),
    community_id: reference,
    territory_unit_id: reference,
    address: words,
    owner_unit_id: reference,
    geometry: z.record(z.string(), z.unknown()).nullable(),
    lon: amount,
    lat: amount,
    coordinate_system: words,
    area: amount,
    length: amount,
    on_route: z.boolean(),
    remark: words,
    roles: z.array(role).default([]),
  }),
  duties: z.object({
    id: z.string(),
    pack_key: z.string(),
    item_id: z.string(),
    part: z.enum(['lead', 'assist']),
    unit_id: z.string(),
    leader_post_id: reference,
    post_id: reference,
    work: words,
    due_on: words,
    remark: words,
  }),
  figures: z.object({
    id: z.string(),
    input_id: z.string(),
    zone_id: z.string(),
    value: z.number(),
    unit: z.string(),
    as_of: z.string(),
    source: z.string(),
    remark: words,
    reported_by: reference,
    reported_at: instant,
  }),
} as const

export type FactTable = keyof typeof factRows
export type FactRow<Table extends FactTable> = z.output<(typeof factRows)[Table]>
export type AnyFactRow = { readonly [Table in FactTable]: FactRow<Table> }[FactTable]

/** Parents first: the order in which rows are written; deleted in the opposite one. */
export const factTables = Object.keys(factRows) as readonly FactTable[]

export function parseFact<Table extends FactTable>(table: Table, row: unknown): FactRow<Table> {
  return factRows[table].parse(row) as FactRow<Table>
}
