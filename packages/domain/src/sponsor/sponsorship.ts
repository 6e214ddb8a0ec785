import { addDays, type Day } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'

/** What somebody wants: a post sponsors a site, from one day until another, both days included. */
export interface SponsorshipSaid {
  readonly postId: string
  readonly siteId: string
  readonly from: Day
  readonly until: Day
}

/**
 * A sponsored spot (包挂): a leader's post that answers for a site beside the
 * unit whose work it is. It hangs on the post, so it outlasts the person. A site
 * may have several sponsors at a time; one post sponsors it once.
 */
export interface Sponsorship extends SponsorshipSaid {
  readonly id: string
  /** The sponsorship that it was handed over from. */
  readonly handedFrom: string | null
}

export type SponsorRefusal =
  | { readonly code: 'sponsor.period-reversed'; readonly from: Day; readonly until: Day }
  | { readonly code: 'sponsor.overlaps'; readonly from: Day; readonly until: Day }

export type HandOverRefusal =
  | SponsorRefusal
  | { readonly code: 'sponsor.hand-over-to-itself' }
  | { readonly code: 'sponsor.hand-over-outside'; readonly from: Day; readonly until: Day }

export function holdsOn({ from, until }: Pick<SponsorshipSaid, 'from' | 'until'>, day: Day): boolean {
  return from <= day && day <= until
}

/** `known` are the sponsorships of the site, past ones among them. */
export function sponsor(
  said: SponsorshipSaid,
  known: readonly Sponsorship[],
): Result<SponsorshipSaid, SponsorRefusal> {
  const { from, until } = said
  if (until < from) return refuse({ code: 'sponsor.period-reversed', from, until })
  const other = known.find(
    (each) =>
      each.postId === said.postId && each.siteId === said.siteId && each.from <= until && from <= each.until,
  )
  return other === undefined
    ? accept(said)
    : refuse({ code: 'sponsor.overlaps', from: other.from, until: other.until })
}

/**
 * Another post takes over from a day on, for what is left of the period. The
 * first one keeps its days: who sponsored when can be read ever after.
 */
export function handOver(
  held: Sponsorship,
  { postId, on }: { readonly postId: string; readonly on: Day },
  known: readonly Sponsorship[],
): Result<{ readonly ended: Sponsorship; readonly begun: SponsorshipSaid }, HandOverRefusal> {
  const { siteId, from, until } = held
  if (postId === held.postId) return refuse({ code: 'sponsor.hand-over-to-itself' })
  if (on <= from || until < on) return refuse({ code: 'sponsor.hand-over-outside', from, until })
  const begun = sponsor({ postId, siteId, from: on, until }, known)
  return begun.ok ? accept({ ended: { ...held, until: addDays(on, -1) }, begun: begun.value }) : begun
}

/** So many days before its end a sponsorship is spoken of. */
const noticeDays = 7

/**
 * Of each site the sponsorship that lasts longest, where that has ended or ends within a week: nobody is to follow.
 * The soonest first.
 */
export function withoutSuccessor<Row extends { readonly siteId: string; readonly until: Day }>(
  sponsorships: readonly Row[],
  today: Day,
): Row[] {
  const last = new Map<string, Row>()
  for (const row of sponsorships) {
    const longest = last.get(row.siteId)
    if (longest === undefined || row.until > longest.until) last.set(row.siteId, row)
  }
  const until = addDays(today, noticeDays)
  return [...last.values()]
    .filter((row) => row.until <= until)
    .toSorted((one, other) => (one.until < other.until ? -1 : 1))
}
