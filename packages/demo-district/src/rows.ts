import type { Day } from '@chuangyuan/domain/day'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import type { UnitKind } from '@chuangyuan/domain/standard/unit-kinds'
import type { LonLat } from '@chuangyuan/geo/layer'

/** 街道: `code` has 9 digits. */
export interface StreetRow {
  readonly code: string
  readonly name: string
  readonly people: number
}

/** 社区: `code` has 12 digits. */
export interface CommunityRow {
  readonly code: string
  readonly street: string
  readonly name: string
  readonly people: number
}

/** Whose unit it is: the district's, a street office, or one the district cannot order about. */
export const unitLevels = ['district', 'street', 'city', 'company'] as const
export type UnitLevel = (typeof unitLevels)[number]

/** 单位. */
export interface UnitRow {
  readonly code: string
  readonly name: string
  readonly shortName: string
  readonly kind: UnitKind
  readonly level: UnitLevel
  /** Code of the street, for a street office. */
  readonly street?: string
}

export interface PersonRow {
  readonly code: string
  /** Every name begins with 演示: nobody is called that. */
  readonly name: string
}

/** The four bodies of leaders (四套班子), in the order in which protocol names them. */
export const leadingBodies = ['party', 'congress', 'government', 'consultative'] as const
export type LeadingBody = (typeof leadingBodies)[number]

/** 职务: responsibility belongs to the post; the person holds it for a time. */
export interface PostRow {
  readonly code: string
  readonly unit: string
  readonly title: string
  readonly person: string
  readonly since: Day
  /** Protocol order within the district; lists of leaders follow it, never the alphabet. */
  readonly order: number
  readonly body?: LeadingBody
}

/** A site's shape, as GeoJSON writes it (rings closed). */
export type SiteGeometry =
  | { readonly type: 'Point'; readonly coordinates: LonLat }
  | { readonly type: 'LineString'; readonly coordinates: readonly LonLat[] }
  | { readonly type: 'Polygon'; readonly coordinates: readonly (readonly LonLat[])[] }

/** Who answers for a site. What is absent is a hole in the chain (责任空洞). */
export interface SiteRoles {
  /** Code of the unit. */
  readonly responsibleUnit?: string
  /** Codes of posts: 第一责任人, 联系人, 督查人, 包挂领导. */
  readonly firstResponsible?: string
  readonly contact?: string
  readonly supervisor?: string
  readonly sponsor?: string
}

/** 点位. */
export interface SiteRow {
  readonly code: string
  readonly name: string
  readonly kind: SiteKind
  readonly street: string
  readonly community: string
  /** 权属: code of the unit that owns it. */
  readonly owner: string
  /** 属地: code of the street office on whose ground it lies. */
  readonly territory: string
  readonly geometry: SiteGeometry
  readonly roles: SiteRoles
}
