import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type {
  EndingSpot,
  listSponsors,
  SponsoredSpot,
  SponsoringLeader,
  sponsorsOfSite,
} from '@chuangyuan/contract/sponsor'
import { dayOf, type Day, type Instant } from '@chuangyuan/domain/day'
import { withoutSuccessor } from '@chuangyuan/domain/sponsor/sponsorship'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { sightIn, siteTallyStore } from '../finding/public.ts'
import { endangeredBySite } from '../ledger/public.ts'
import { sponsorStore, type NamedSponsorship } from './store.ts'

type Filter = QueryOf<typeof listSponsors>

const nothing = { points: 0, items: 0, vetoes: 0 }

/** Today's sponsorships by post, in protocol order; the numbers are those that the lists of findings and ledger show. */
export function listOf(deps: Deps, by: Session, filter: Filter): Promise<ReplyOf<typeof listSponsors>> {
  return deps.db.read(by, async (tx) => {
    const asOf = deps.clock()
    return {
      asOf,
      leaders: await leadersOf(deps, tx, by, filter, asOf),
      ending: await endingSpots(tx, dayOf(asOf)),
    }
  })
}

export async function endingSpots({ query, districtId }: ReadTx, today: Day): Promise<EndingSpot[]> {
  const rows = (await sponsorStore(query, districtId).named({})).map((row) => ({
    ...{ row, siteId: row.site_id, until: row.until_day as Day },
  }))
  return withoutSuccessor(rows, today).map(({ row, until }) => ({
    site: { id: row.site_id, name: row.site_name, street: { id: row.street_id, name: row.street_name } },
    ...{ holder: holderOf(row), until, ended: until < today },
  }))
}

export async function leadersOf(
  deps: Deps,
  tx: ReadTx,
  by: Session,
  { post, site }: Filter,
  now: Instant,
): Promise<SponsoringLeader[]> {
  const { query, districtId } = tx
  const store = sponsorStore(query, districtId)
  const [rows, tallies, seen, endangered] = await Promise.all([
    store.named({ on: dayOf(now), postId: post, siteId: site }),
    siteTallyStore(query, districtId).bySite(await sightIn(tx, by), now),
    store.lastSeen(),
    endangeredBySite(deps, tx, by),
  ])
  const spotOf = (row: NamedSponsorship): SponsoredSpot => {
    const tally = tallies.get(row.site_id)
    const lastSeenOn = seen.get(row.site_id) ?? null
    return {
      sponsorshipId: row.id,
      site: {
        ...{ id: row.site_id, code: row.site_code, name: row.site_name },
        street: { id: row.street_id, name: row.street_name },
      },
      ...{ from: row.from_day, until: row.until_day },
      ...{ open: tally?.open ?? 0, overdue: tally?.overdue ?? 0 },
      ...{ suspended: tally?.suspended ?? 0, asked: tally?.asked ?? 0 },
      endangered: endangered.get(row.site_id) ?? nothing,
      lastSeenOn,
      unseen:
        tally !== undefined && (lastSeenOn === null || lastSeenOn < dayOf(tally.oldest.getTime() as Instant)),
    }
  }
  return [...Map.groupBy(rows, ({ post_id }) => post_id).values()].flatMap((own) => {
    const [first] = own
    return first === undefined ? [] : [leaderOf(first, own.map(spotOf))]
  })
}

function leaderOf(row: NamedSponsorship, spots: SponsoredSpot[]): SponsoringLeader {
  const sum = (amount: (spot: SponsoredSpot) => number) =>
    spots.reduce((total, spot) => total + amount(spot), 0)
  return {
    holder: { ...holderOf(row), body: row.body },
    open: sum(({ open }) => open),
    overdue: sum(({ overdue }) => overdue),
    suspended: sum(({ suspended }) => suspended),
    asked: sum(({ asked }) => asked),
    endangered: {
      points: sum(({ endangered }) => endangered.points),
      items: sum(({ endangered }) => endangered.items),
      vetoes: sum(({ endangered }) => endangered.vetoes),
    },
    unseen: sum(({ unseen }) => (unseen ? 1 : 0)),
    spots,
  }
}

function holderOf(row: NamedSponsorship) {
  return {
    postId: row.post_id,
    title: row.title,
    unit: { id: row.unit_id, name: row.unit_name },
    person:
      row.person_id === null || row.person_name === null
        ? null
        : { id: row.person_id, name: row.person_name },
  }
}

export function ofSite({ db }: Deps, by: Session, siteId: string): Promise<ReplyOf<typeof sponsorsOfSite>> {
  return db.read(by, async ({ query, districtId }) => {
    const store = sponsorStore(query, districtId)
    if (!(await store.hasSite(siteId))) throw new Refused('request.not-found', { what: 'site' })
    return (await store.named({ siteId })).map((row) => ({
      ...{ id: row.id, holder: holderOf(row) },
      ...{ from: row.from_day, until: row.until_day, handedFrom: row.handed_from },
    }))
  })
}
