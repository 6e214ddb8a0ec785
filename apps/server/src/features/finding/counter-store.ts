import type { Instant } from '@chuangyuan/domain/day'
import type { Counter } from '@chuangyuan/domain/finding/indices'
import { sql, type RawBuilder, type SqlBool } from 'kysely'

/** The period of a count and the moment of counting. Without a beginning or an end it is open there. */
export interface Counting {
  readonly from: Instant | undefined
  readonly to: Instant | undefined
  readonly now: Instant
}

/** What makes a finding count; the indices and the lists behind their numbers both use these. */
export function countedAs({ from, to, now }: Counting): Readonly<Record<Counter, RawBuilder<SqlBool>>> {
  const start = from === undefined ? sql`'-infinity'` : sql`${new Date(from)}`
  const end = to === undefined ? sql`'infinity'` : sql`${new Date(to)}`
  const present = new Date(now)
  const reported = sql<SqlBool>`(findings.received_at >= ${start} and findings.received_at < ${end})`
  const dispatched = sql<SqlBool>`(findings.dispatched_at >= ${start} and findings.dispatched_at < ${end})`
  const handled = sql`findings.stage in ('measures-filed', 'measures-passed', 'closed')`
  const due = sql`(${handled} or findings.due_at < ${present})`
  const lookedAt = sql`exists (select from draw_members where draw_members.district_id = findings.district_id
    and draw_members.thing_id = findings.id and draw_members.looked_at is not null)`
  const ofDispatched = (condition: RawBuilder<unknown>) => sql<SqlBool>`(${dispatched} and ${condition})`
  return {
    reported,
    filed: sql<SqlBool>`(${reported} and findings.number is not null)`,
    dispatched,
    rightlyDispatched: ofDispatched(sql`findings.returned = 0`),
    dueToHandle: ofDispatched(due),
    handled: ofDispatched(handled),
    handledInTime: ofDispatched(sql`${handled} and not findings.late`),
    overdue: ofDispatched(sql`findings.holder = 'unit' and findings.due_at < ${present}`),
    dueToClose: ofDispatched(due),
    dueToCloseAtWork: ofDispatched(sql`${due} and findings.stage <> 'suspended'`),
    closed: ofDispatched(sql`findings.stage = 'closed'`),
    closedInTime: ofDispatched(sql`findings.stage = 'closed' and not findings.late`),
    reworked: ofDispatched(sql`findings.rework > 0 and ${due}`),
    extended: ofDispatched(sql`findings.extended > 0 and ${due}`),
    lookedAtAgain: ofDispatched(sql`(findings.reopened > 0 or ${lookedAt})`),
    undone: ofDispatched(sql`findings.reopened > 0`),
  }
}
