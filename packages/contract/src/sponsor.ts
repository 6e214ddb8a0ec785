import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named, postHolder } from './site.ts'
import { day, id, instant, workbook } from './wire.ts'

const shownDay = z.string().meta({ format: 'date' })

const period = {
  /** Both days belong to the period. */
  from: shownDay,
  until: shownDay,
}

const counts = {
  open: z.int(),
  overdue: z.int(),
  /** What stands still: suspended, and waiting for the office to decide on a request. */
  suspended: z.int(),
  asked: z.int(),
  /** Millionths, as in the ledger; the three are never added. */
  endangered: z.object({ points: z.int(), items: z.int(), vetoes: z.int() }),
}

const spot = z.object({
  sponsorshipId: id,
  site: named.extend({ code: z.string(), street: named }),
  ...period,
  ...counts,
  /** The day of the last visit by anybody. */
  lastSeenOn: shownDay.nullable(),
  /** Findings are open and nobody has visited since the oldest was found: a fact about the spot, not about a person. */
  unseen: z.boolean(),
})
export type SponsoredSpot = z.output<typeof spot>

const leader = z.object({
  holder: postHolder.extend({ body: z.string().nullable() }),
  ...counts,
  unseen: z.int(),
  spots: z.array(spot),
})
export type SponsoringLeader = z.output<typeof leader>

const filters = z.object({ post: id.optional(), site: id.optional() })

const endingSpot = z.object({
  site: named.extend({ street: named }),
  holder: postHolder,
  until: shownDay,
  ended: z.boolean(),
})
export type EndingSpot = z.output<typeof endingSpot>

export const listSponsors = operation({
  id: 'sponsor.list',
  method: 'GET',
  path: '/api/sponsorships',
  summary: '今日在册的包挂：按领导（礼宾顺序）列点位、未销号、超期、挂账、待批与危及分值',
  policy: withVerb('sponsor.read'),
  query: filters,
  reply: z.object({
    asOf: instant,
    leaders: z.array(leader),
    /** Sites whose last sponsorship has ended or ends within a week, with nobody to follow; the soonest first. */
    ending: z.array(endingSpot),
  }),
})

export const exportSponsors = operation({
  id: 'sponsor.export',
  method: 'GET',
  path: '/api/sponsorships/export',
  summary: '包挂表（Excel）：按礼宾顺序，一个点位一行',
  policy: withVerb('sponsor.read'),
  query: filters,
  reply: workbook,
})

export const sponsorship = z.object({ id, holder: postHolder, ...period, handedFrom: id.nullable() })

export const sponsorsOfSite = operation({
  id: 'sponsor.ofSite',
  method: 'GET',
  path: '/api/sites/:siteId/sponsorships',
  summary: '一个点位的包挂：现任、将任与历任',
  policy: withVerb('sponsor.read'),
  params: z.object({ siteId: id }),
  reply: z.array(sponsorship),
  refusals: ['request.not-found'],
})

export const createSponsorship = operation({
  id: 'sponsor.create',
  method: 'POST',
  path: '/api/sponsorships',
  summary: '包挂一个点位',
  policy: withVerb('sponsor.edit'),
  body: z.object({ postId: id, siteId: id, from: day, until: day }),
  reply: z.object({ id }),
  refusals: ['request.unknown-reference', 'sponsor.period-reversed', 'sponsor.overlaps'],
})

export const handOverSponsorship = operation({
  id: 'sponsor.handOver',
  method: 'POST',
  path: '/api/sponsorships/:sponsorshipId/hand-over',
  summary: '交接：原岗位到前一日止，接手岗位自该日起至原定期满',
  policy: withVerb('sponsor.edit'),
  params: z.object({ sponsorshipId: id }),
  body: z.object({ postId: id, on: day }),
  reply: z.object({ id }),
  refusals: [
    'request.not-found',
    'request.unknown-reference',
    'sponsor.period-reversed',
    'sponsor.overlaps',
    'sponsor.hand-over-to-itself',
    'sponsor.hand-over-outside',
  ],
})
