import type { FindingFilters } from '@chuangyuan/contract/finding'
import { dayOf, officialDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { holderOf, isHandled } from '@chuangyuan/domain/finding/finding'
import { numberOf } from '@chuangyuan/domain/finding/register'
import { findingLedger, ledgerTitle } from '@chuangyuan/workbook/finding-ledger'
import { writeLongList } from '@chuangyuan/workbook/write-long-list'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { ledgerStore, type LedgerRow } from './ledger-store.ts'
import { sightIn } from './party.ts'
import { rulesOf } from './rules.ts'

/** The ledger as a workbook: the same filters, the same sight and the same moment as the list. */
export function exportLedger({ db, clock }: Deps, by: Session, filters: FindingFilters): Promise<FileReply> {
  return db.read(by, async (tx) => {
    const now = clock()
    const sight = await sightIn(tx, by)
    const store = ledgerStore(tx.query, tx.districtId)
    const { handbook } = await rulesOf(tx)
    const { units } = await placeStore(tx.query, tx.districtId).places()
    const names: Names = {
      kinds: new Map(handbook.kinds.map(({ id, name }) => [id, name])),
      units: new Map(units.map(({ id, name }) => [id, name])),
      holders: await store.postHolders(),
    }
    const content = await writeLongList({
      title: ledgerTitle,
      definition: findingLedger,
      rowCount: await store.count(filters, sight, now),
      pages: lined(store.pages(filters, sight, now), (row) => lineOf(row, names, now)),
    })
    return { fileName: `${ledgerTitle}${officialDay(dayOf(now))}.xlsx`, content }
  })
}

interface Names {
  readonly kinds: ReadonlyMap<string, string>
  readonly units: ReadonlyMap<string, string>
  /** Who holds a post today. */
  readonly holders: ReadonlyMap<string, string>
}

async function* lined(pages: AsyncIterable<readonly LedgerRow[]>, line: (row: LedgerRow) => WritableRow) {
  for await (const page of pages) yield page.map(line)
}

function lineOf(row: LedgerRow, { kinds, units, holders }: Names, now: Instant): WritableRow {
  const { finding } = row
  const handled = isHandled(finding) ? finding : undefined
  const [first] = finding.reporters
  const due = row.due_at === null ? undefined : (row.due_at.getTime() as Instant)
  return {
    number: numberOf(finding) ?? undefined,
    stage: finding.stage,
    kind: kinds.get(finding.kind) ?? finding.kind,
    stream: finding.stream,
    severity: finding.severity,
    siteCode: row.site_code ?? undefined,
    siteName: row.site_name ?? undefined,
    street: row.street_name,
    address: finding.address,
    words: finding.words,
    foundOn: dayOf(first.foundAt),
    finder: first.by.onBehalfOf ?? row.reporter_name ?? undefined,
    unit: handled && units.get(handled.duty.unitId),
    assisting: handled?.duty.assisting.flatMap(({ unitId }) => units.get(unitId) ?? []),
    responsible: handled?.plan?.responsible ?? holders.get(handled?.duty.postId ?? ''),
    dispatchedOn: handled && dayOf(handled.dispatchedAt),
    dueOn: due === undefined ? undefined : lastDayBefore(due),
    overdue: holderOf(finding) === 'unit' && due !== undefined && due < now,
    closedOn: finding.stage === 'closed' ? dayOf(finding.result.at) : undefined,
    rework: handled?.counts.rework,
    extended: handled?.counts.extended,
    photos: finding.photos.length,
  }
}

/** What is due when a day ends is due on that day, not at the first moment of the next one. */
function lastDayBefore(due: Instant): Day {
  return dayOf((due - 1) as Instant)
}
