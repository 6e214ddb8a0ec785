import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { getSite, listPosts, listSites, mapSites, Site } from '@chuangyuan/contract/site'
import { dayOf } from '@chuangyuan/domain/day'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from './place-store.ts'
import { siteStore, type PlacedSite, type SiteFilter } from './store.ts'

/** The list, its page and its total come from the same reading, so they cannot disagree. */
export function listAll(
  { db, clock }: Deps,
  by: Session,
  { offset, limit, ...filter }: SiteFilter & { readonly offset: number; readonly limit: number },
): Promise<ReplyOf<typeof listSites>> {
  return db.read(by, async ({ query, districtId }) => {
    const sites = await siteStore(query, districtId).sites(filter, dayOf(clock()))
    return { rows: sites.slice(offset, offset + limit).map(withoutGeometry), total: sites.length }
  })
}

export function mapAll(
  { db, clock }: Deps,
  by: Session,
  filter: SiteFilter,
): Promise<ReplyOf<typeof mapSites>> {
  return db.read(by, async ({ query, districtId }) => {
    const sites = await siteStore(query, districtId).sites(filter, dayOf(clock()))
    const features = sites.flatMap((site) => {
      const { id, code, name, kind, street, holes, lon, lat } = site
      const geometry = geometryOf(site)
      if (geometry === undefined || lon === null || lat === null) return []
      const properties = { id, code, name, kind, street: street.name, holes: holes.length, lon, lat }
      return [{ type: 'Feature' as const, id, geometry, properties }]
    })
    return {
      type: 'FeatureCollection' as const,
      features,
      unplaced: sites.length - features.length,
      withHoles: sites.filter(({ holes }) => holes.length > 0).length,
    }
  })
}

export function showSite({ db, clock }: Deps, by: Session, siteId: string): Promise<ReplyOf<typeof getSite>> {
  return db.read(by, async ({ query, districtId }) => {
    const site = orNotFound(await siteStore(query, districtId).site(siteId, dayOf(clock())), 'site')
    return { ...site, geometry: geometryOf(site) ?? null }
  })
}

export function listAllPosts(
  { db }: Deps,
  by: Session,
  filter: { search?: string | undefined; unit?: string | undefined; offset: number; limit: number },
): Promise<ReplyOf<typeof listPosts>> {
  return db.read(by, ({ query, districtId }) => placeStore(query, districtId).posts(filter))
}

/** Telephone numbers are shown one at a time, and every look is on record. */
export function revealPhone(
  { db, secret }: Deps,
  by: Session,
  personId: string,
): Promise<{ phone: string | null }> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    const { phone_cipher: cipher } = orNotFound(
      await placeStore(query, districtId).phoneCipher(personId),
      'person',
    )
    journal.record({ verb: 'person.phone-read', who: by.accountId, what: personId })
    return { phone: cipher === null ? null : secret.decrypt(cipher) }
  })
}

export function withoutGeometry({ geometry: _, ...site }: PlacedSite): Site {
  return site
}

function geometryOf({ geometry, lon, lat }: PlacedSite): Record<string, unknown> | undefined {
  if (geometry !== null) return geometry
  return lon === null || lat === null ? undefined : { type: 'Point', coordinates: [lon, lat] }
}
