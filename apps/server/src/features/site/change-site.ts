import type { BodyOf } from '@chuangyuan/contract/operation'
import type { createSite, Site } from '@chuangyuan/contract/site'
import { may } from '@chuangyuan/domain/identity/may'
import { newId } from '../../db/id.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { withoutGeometry } from './list-sites.ts'
import { placeStore } from './place-store.ts'
import { pinyinOf } from './pinyin.ts'
import { siteStore } from './store.ts'

type SiteInput = BodyOf<typeof createSite>

export function createOne({ db }: Deps, by: Session, input: SiteInput): Promise<Site> {
  orRefuse(may(by.grants, 'site.edit', { streetId: input.streetId }))
  return db.transact(by, async (tx) => {
    await refuseUnknown(tx, input)
    const siteId = newId()
    const store = siteStore(tx.query, tx.districtId)
    await store.add(siteId, columnsOf(input, null))
    return finish(tx, by, siteId, input, 'site.created')
  })
}

/** A site whose outline came from a map layer keeps it; only its point and its words are edited here. */
export function changeOne({ db }: Deps, by: Session, siteId: string, input: SiteInput): Promise<Site> {
  return db.transact(by, async (tx) => {
    const store = siteStore(tx.query, tx.districtId)
    const before = orNotFound(await store.site(siteId), 'site')
    orRefuse(may(by.grants, 'site.edit', { streetId: before.street.id }))
    orRefuse(may(by.grants, 'site.edit', { streetId: input.streetId }))
    await refuseUnknown(tx, input)
    const moved = before.lon !== input.lon || before.lat !== input.lat
    await store.change(siteId, columnsOf(input, moved ? null : before.geometry))
    return finish(tx, by, siteId, input, 'site.changed', withoutGeometry(before))
  })
}

async function finish(tx: Tx, by: Session, siteId: string, input: SiteInput, verb: string, before?: Site) {
  const store = siteStore(tx.query, tx.districtId)
  await store.setHolders(siteId, input.holders)
  const after = withoutGeometry(orNotFound(await store.site(siteId), 'site'))
  tx.journal.record({
    verb,
    who: by.accountId,
    what: siteId,
    details: before === undefined ? { after } : { before, after },
  })
  return after
}

async function refuseUnknown({ query, districtId }: Tx, input: SiteInput): Promise<void> {
  const { streets, communities, units } = await placeStore(query, districtId).places()
  const known = {
    street: new Set(streets.map(({ id }) => id)),
    community: new Set(communities.filter((each) => each.streetId === input.streetId).map(({ id }) => id)),
    unit: new Set(units.map(({ id }) => id)),
    post: await placeStore(query, districtId).knownPosts(input.holders.flatMap(({ postId }) => postId ?? [])),
  }
  const named: [keyof typeof known, string | null][] = [
    ['street', input.streetId],
    ['community', input.communityId],
    ['unit', input.ownerUnitId],
    ['unit', input.territoryUnitId],
    ...input.holders.flatMap(({ unitId, postId }): [keyof typeof known, string | null][] => [
      ['unit', unitId],
      ['post', postId],
    ]),
  ]
  for (const [what, id] of named) {
    if (id !== null && !known[what].has(id)) throw new Refused('request.unknown-reference', { what, id })
  }
}

function columnsOf(input: SiteInput, geometry: Readonly<Record<string, unknown>> | null) {
  return {
    code: input.code,
    name: input.name,
    pinyin: pinyinOf(input.name),
    kind: input.kind,
    street_id: input.streetId,
    community_id: input.communityId,
    territory_unit_id: input.territoryUnitId,
    owner_unit_id: input.ownerUnitId,
    address: input.address,
    geometry: geometry === null ? null : JSON.stringify(geometry),
    lon: input.lon,
    lat: input.lat,
    coordinate_system: input.lon === null ? null : 'cgcs2000',
    area: input.area,
    length: input.length,
    on_route: input.onRoute,
    remark: input.remark,
  }
}
