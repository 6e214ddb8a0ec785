import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import type { Instant } from '@chuangyuan/domain/day'
import { usedMs } from '@chuangyuan/domain/finding/clock'
import { findingDueAt } from '@chuangyuan/domain/finding/due'
import { holderOf, type Finding } from '@chuangyuan/domain/finding/finding'
import { numberOf } from '@chuangyuan/domain/finding/register'
import type { Insertable } from 'kysely'
import { gramsOf } from '../../db/grams.ts'
import { insertRows } from '../../db/insert-rows.ts'
import type { FindingTable } from '../../db/tables.ts'
import type { Tx } from '../../db/transact.ts'
import { moveTallies } from './tally-store.ts'

type Columns = Omit<
  Insertable<FindingTable>,
  'district_id' | 'id' | 'report_hash' | 'visit_id' | 'reported_by'
>

export interface NewFinding {
  readonly finding: Finding
  readonly reportHash: Buffer
  readonly visitId: string | null
}

/** Writes findings: the columns that lists run over, the whole beside them, and what they are counted in. */
export function findingWriter({ query, districtId, last }: Pick<Tx, 'query' | 'districtId' | 'last'>) {
  return {
    async add(made: readonly NewFinding[], calendar: WorkCalendar): Promise<void> {
      const rows = made.map(({ finding, reportHash, visitId }) => ({
        district_id: districtId,
        id: finding.id,
        report_hash: reportHash,
        visit_id: visitId,
        reported_by: finding.reporters[0].by.accountId,
        ...columnsOf(finding, calendar),
      }))
      await insertRows(query, 'findings', rows)
      await insertRows(
        query,
        'finding_records',
        made.map(({ finding }) => ({
          district_id: districtId,
          id: finding.id,
          record: JSON.stringify(finding),
        })),
      )
      last(
        moveTallies,
        rows.map((to) => ({ to })),
      )
    },

    async save(finding: Finding, calendar: WorkCalendar): Promise<void> {
      const from = await query
        .selectFrom('findings')
        .select(['street_id', 'stream', 'stage', 'holder'])
        .where('district_id', '=', districtId)
        .where('id', '=', finding.id)
        .forUpdate()
        .executeTakeFirstOrThrow()
      const to = columnsOf(finding, calendar)
      await query
        .updateTable('findings')
        .set(to)
        .where('district_id', '=', districtId)
        .where('id', '=', finding.id)
        .execute()
      await query
        .updateTable('finding_records')
        .set({ record: JSON.stringify(finding) })
        .where('district_id', '=', districtId)
        .where('id', '=', finding.id)
        .execute()
      last(moveTallies, [{ from, to }])
    },
  }
}

function columnsOf(finding: Finding, calendar: WorkCalendar): Columns {
  const handled = 'clock' in finding ? finding : undefined
  const due = findingDueAt(finding, calendar)
  const counts = 'counts' in finding ? finding.counts : undefined
  const first = finding.reporters[0]
  const number = numberOf(finding)
  return {
    number,
    stage: finding.stage,
    holder: holderOf(finding),
    asked: handled?.request?.wish.kind ?? null,
    kind: finding.kind,
    stream: finding.stream,
    severity: finding.severity,
    urgent: finding.urgent,
    site_id: finding.siteId,
    street_id: finding.streetId,
    owner_unit_id: finding.ownerUnitId,
    unit_id: handled?.duty.unitId ?? null,
    assisting_ids: handled?.duty.assisting.map(({ unitId }) => unitId) ?? [],
    lon: finding.place?.lon ?? null,
    lat: finding.place?.lat ?? null,
    grams: gramsOf(`${String(number ?? '')} ${finding.address} ${finding.words}`),
    first_photo: finding.photos[0] ?? null,
    found_at: new Date(first.foundAt),
    received_at: new Date(first.receivedAt),
    dispatched_at: handled === undefined ? null : new Date(handled.dispatchedAt),
    due_at: due === undefined ? null : new Date(due),
    // What stands still has used what it will have used; while it runs, the due time tells.
    late:
      handled !== undefined &&
      handled.clock.spans.every(({ to }) => to !== null) &&
      usedMs(handled.clock, calendar, 0 as Instant) > handled.clock.allowedMs,
    closed_at: finding.stage === 'closed' ? new Date(finding.result.at) : null,
    rework: counts?.rework ?? 0,
    reopened: counts?.reopened ?? 0,
    returned: counts?.returned ?? 0,
    extended: counts?.extended ?? 0,
    address: finding.address,
    words: finding.words,
  }
}
