import type { FindingSummary } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import { holderOf, isHandled } from '@chuangyuan/domain/finding/finding'
import { numberOf } from '@chuangyuan/domain/finding/register'
import type { FindingRow } from './store.ts'

/** One line of the ledger. */
export function summaryOf(row: FindingRow, now: Instant): FindingSummary {
  const { finding } = row
  const handled = isHandled(finding) ? finding : undefined
  const holder = holderOf(finding)
  const due = row.due_at?.getTime() ?? null
  return {
    id: finding.id,
    number: numberOf(finding),
    stage: finding.stage,
    holder,
    asked: handled?.request?.wish.kind ?? null,
    kind: finding.kind,
    stream: finding.stream,
    severity: finding.severity,
    urgent: finding.urgent,
    site: finding.siteId === null ? null : { id: finding.siteId, name: row.site_name ?? '' },
    street: { id: finding.streetId, name: row.street_name },
    unit: handled === undefined ? null : { id: handled.duty.unitId, name: row.unit_name ?? '' },
    address: finding.address,
    words: finding.words,
    photo: finding.photos[0] ?? null,
    lon: finding.place?.lon ?? null,
    lat: finding.place?.lat ?? null,
    foundAt: finding.reporters[0].foundAt,
    dueAt: due,
    overdue: holder === 'unit' && due !== null && due < now,
    closedAt: finding.stage === 'closed' ? finding.result.at : null,
    rework: handled?.counts.rework ?? 0,
  }
}
