import { siteRoles, type SiteRole } from '@chuangyuan/domain/site/site-role'
import type { Day } from '@chuangyuan/domain/day'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import type { UnitKind } from '@chuangyuan/domain/standard/unit-kinds'
import type { Secret } from '../../config/secret.ts'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import { pinyinOf } from '../site/public.ts'
import type { FactRow, SiteRoleRow } from './fact-row.ts'
import { factStore } from './fact-store.ts'
import { pointOn, type SiteGeometry } from './point-on.ts'
import { sealPhone } from './seal-phone.ts'

/** The lists of a district in plain values. Rows name each other by `code`; order in a list is protocol order. */
export interface DistrictRows {
  readonly streets: readonly {
    readonly code: string
    readonly name: string
    readonly shortName?: string
    readonly kind?: string
    readonly people?: number
    /** Square metres. */
    readonly area?: number
    readonly phone?: string
  }[]
  readonly communities: readonly {
    readonly code: string
    readonly street: string
    readonly name: string
    readonly people?: number
    readonly contact?: string
    readonly phone?: string
  }[]
  readonly units: readonly {
    readonly code: string
    readonly name: string
    readonly shortName?: string
    readonly kind: UnitKind
    readonly parent?: string
    readonly street?: string
    readonly address?: string
    readonly phone?: string
  }[]
  readonly people: readonly {
    readonly code: string
    readonly name: string
    readonly mobile?: string
    readonly officePhone?: string
  }[]
  readonly posts: readonly {
    readonly code: string
    readonly unit: string
    readonly title: string
    /** Left out while the post is vacant. */
    readonly person?: string
    readonly order: number
    readonly body?: string
    readonly campaignRole?: string
    readonly since?: Day
  }[]
  readonly sites: readonly {
    readonly code: string
    readonly name: string
    readonly kind: SiteKind
    readonly street: string
    readonly community?: string
    readonly owner?: string
    readonly territory?: string
    readonly address?: string
    /** In CGCS2000 longitude and latitude. */
    readonly geometry?: SiteGeometry
    readonly area?: number
    readonly length?: number
    readonly onRoute?: boolean
    readonly roles: readonly { readonly role: SiteRole; readonly unit?: string; readonly post?: string }[]
  }[]
  readonly duties: readonly {
    readonly item: string
    readonly part: 'lead' | 'assist'
    readonly unit: string
    readonly leaderPost?: string
    readonly post?: string
    readonly work?: string
    readonly dueOn?: Day
  }[]
  readonly figures: readonly {
    readonly input: string
    /** Left out for the whole district. */
    readonly street?: string
    readonly value: number
    readonly unit: Unit
    readonly asOf: Day
    readonly source: string
    readonly remark?: string
  }[]
}

/** The ids the rows got, by their codes. */
export interface DistrictIds {
  readonly streets: ReadonlyMap<string, string>
  readonly communities: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
  readonly posts: ReadonlyMap<string, string>
  readonly sites: ReadonlyMap<string, string>
}

interface Writing {
  readonly secret: Secret
  /** Whose item ids the duties name. */
  readonly packKey: string
  readonly reportedAt: Date
}

/**
 * Writes the lists of a district that has none yet. Nothing is compared and nothing is judged: a code that no row
 * has is a bug of the caller and thrown as one.
 */
export async function writeDistrictRows(
  { query, districtId }: Tx,
  rows: DistrictRows,
  { secret, packKey, reportedAt }: Writing,
): Promise<DistrictIds> {
  const ids = {
    streets: idsOf(rows.streets),
    communities: idsOf(rows.communities),
    units: idsOf(rows.units),
    people: idsOf(rows.people),
    posts: idsOf(rows.posts),
    sites: idsOf(rows.sites),
  }
  const store = factStore(query, districtId)
  await store.add(
    'streets',
    rows.streets.map((row, at) => ({
      id: known(ids.streets, row.code),
      code: row.code,
      name: row.name,
      short_name: row.shortName ?? null,
      kind: row.kind ?? null,
      sort_order: at + 1,
      people: row.people ?? null,
      area: row.area ?? null,
      phone: row.phone ?? null,
      remark: null,
    })),
  )
  await store.add(
    'communities',
    rows.communities.map((row) => ({
      id: known(ids.communities, row.code),
      street_id: known(ids.streets, row.street),
      code: row.code,
      name: row.name,
      people: row.people ?? null,
      contact: row.contact ?? null,
      ...sealPhone(secret, row.phone),
      remark: null,
    })),
  )
  await store.add(
    'units',
    rows.units.map((row, at) => ({
      id: known(ids.units, row.code),
      code: row.code,
      name: row.name,
      short_name: row.shortName ?? null,
      kind: row.kind,
      parent_id: knownOrNull(ids.units, row.parent),
      street_id: knownOrNull(ids.streets, row.street),
      sort_order: at + 1,
      address: row.address ?? null,
      phone: row.phone ?? null,
      remark: null,
    })),
  )
  await store.add(
    'people',
    rows.people.map((row) => ({
      id: known(ids.people, row.code),
      name: row.name,
      pinyin: pinyinOf(row.name),
      ...sealPhone(secret, row.mobile),
      office_phone: row.officePhone ?? null,
    })),
  )
  await store.add(
    'posts',
    rows.posts.map((row) => ({
      id: known(ids.posts, row.code),
      unit_id: known(ids.units, row.unit),
      title: row.title,
      person_id: knownOrNull(ids.people, row.person),
      sort_order: row.order,
      body: row.body ?? null,
      campaign_role: row.campaignRole ?? null,
      held_from: row.since ?? null,
      held_until: null,
      remark: null,
    })),
  )
  await store.add(
    'sites',
    rows.sites.map((row) => siteFact(row, ids)),
  )
  await store.add(
    'duties',
    rows.duties.map((row) => ({
      id: newId(),
      pack_key: packKey,
      item_id: row.item,
      part: row.part,
      unit_id: known(ids.units, row.unit),
      leader_post_id: knownOrNull(ids.posts, row.leaderPost),
      post_id: knownOrNull(ids.posts, row.post),
      work: row.work ?? null,
      due_on: row.dueOn ?? null,
      remark: null,
    })),
  )
  await store.add(
    'figures',
    rows.figures.map((row) => ({
      id: newId(),
      input_id: row.input,
      zone_id: knownOrNull(ids.streets, row.street) ?? districtId,
      value: row.value,
      unit: row.unit,
      as_of: row.asOf,
      source: row.source,
      remark: row.remark ?? null,
      reported_by: null,
      reported_at: reportedAt.toISOString(),
    })),
  )
  return ids
}

function siteFact(row: DistrictRows['sites'][number], ids: DistrictIds): FactRow<'sites'> {
  const point = row.geometry === undefined ? undefined : pointOn(row.geometry)
  return {
    id: known(ids.sites, row.code),
    code: row.code,
    name: row.name,
    pinyin: pinyinOf(row.name),
    kind: row.kind,
    street_id: known(ids.streets, row.street),
    community_id: knownOrNull(ids.communities, row.community),
    territory_unit_id: knownOrNull(ids.units, row.territory),
    address: row.address ?? null,
    owner_unit_id: knownOrNull(ids.units, row.owner),
    geometry: row.geometry === undefined || row.geometry.type === 'Point' ? null : { ...row.geometry },
    lon: point?.[0] ?? null,
    lat: point?.[1] ?? null,
    coordinate_system: point === undefined ? null : 'cgcs2000',
    area: row.area ?? null,
    length: row.length ?? null,
    on_route: row.onRoute ?? false,
    remark: null,
    roles: rolesOf(row.roles, ids),
  }
}

function rolesOf(roles: DistrictRows['sites'][number]['roles'], ids: DistrictIds): SiteRoleRow[] {
  return siteRoles.flatMap((role) =>
    roles
      .filter((each) => each.role === role)
      .map(({ unit, post }, at) => ({
        role,
        place: at + 1,
        unit_id: knownOrNull(ids.units, unit),
        post_id: knownOrNull(ids.posts, post),
      })),
  )
}

function idsOf(rows: readonly { readonly code: string }[]): ReadonlyMap<string, string> {
  return new Map(rows.map(({ code }) => [code, newId()]))
}

function known(ids: ReadonlyMap<string, string>, code: string): string {
  const id = ids.get(code)
  if (id === undefined) throw new RangeError(`no row has the code ${code}`)
  return id
}

function knownOrNull(ids: ReadonlyMap<string, string>, code: string | undefined): string | null {
  return code === undefined ? null : known(ids, code)
}
