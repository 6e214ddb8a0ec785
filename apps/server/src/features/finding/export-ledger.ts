import type { FindingFilters } from '@chuangyuan/contract/finding'
import { dayOf, officialDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { findingLedger, ledgerTitle } from '@chuangyuan/workbook/finding-ledger'
import { writeLongList } from '@chuangyuan/workbook/write-long-list'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { ledgerStore, namesById, type LedgerRow } from './ledger-store.ts'
import { sightIn } from './party.ts'
import { rulesOf } from './rules.ts'

/** The ledger as a workbook: the same filters, the same sight and the same moment as the list. */
export function exportLedger({ db, clock }: Deps, by: Session, filters: FindingFilters): Promise<FileReply> {
  return db.read(by, async (tx) => {
    const now = clock()
    const sight = await sightIn(tx, by)
    const store = ledgerStore(tx.query, tx.districtId)
    const { handbook } = await rulesOf(tx)
    const { streets, units } = await placeStore(tx.query, tx.districtId).places()
    const names = {
      ...(await store.names()),
      ...{ kinds: namesById(handbook.kinds), streets: namesById(streets), units: namesById(units) },
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

type Names = Awaited<ReturnType<ReturnType<typeof ledgerStore>['names']>> &
  Readonly<Record<'kinds' | 'streets' | 'units', ReadonlyMap<string, string>>>

async function* lined(pages: AsyncIterable<readonly LedgerRow[]>, line: (row: LedgerRow) => WritableRow) {
  for await (const page of pages) yield page.map(line)
}

function lineOf(row: LedgerRow, names: Names, now: Instant): WritableRow {
  const site = names.sites.get(row.site_id ?? '')
  const isDispatched = row.unit_id !== null
  return {
    number: row.number ?? undefined,
    stage: row.stage,
    kind: names.kinds.get(row.kind) ?? row.kind,
    stream: row.stream,
    severity: row.severity,
    siteCode: site?.code,
    siteName: site?.name,
    street: names.streets.get(row.street_id),
    address: row.address,
    words: row.words,
    foundOn: dayWhen(row.found_at),
    finder: row.on_behalf_of ?? names.accounts.get(row.reported_by),
    unit: names.units.get(row.unit_id ?? ''),
    assisting: isDispatched
      ? row.assisting_ids.flatMap((unitId) => names.units.get(unitId) ?? [])
      : undefined,
    responsible: row.responsible ?? names.holders.get(row.post_id ?? ''),
    dispatchedOn: row.dispatched_at === null ? undefined : dayWhen(row.dispatched_at),
    // What is due when a day ends is due on that day, not at the first moment of the next one.
    dueOn: row.due_at === null ? undefined : dayWhen(new Date(row.due_at.getTime() - 1)),
    overdue: row.holder === 'unit' && row.due_at !== null && row.due_at.getTime() < now,
    closedOn: row.closed_at === null ? undefined : dayWhen(row.closed_at),
    rework: isDispatched ? row.rework : undefined,
    extended: isDispatched ? row.extended : undefined,
    photos: row.photos,
  }
}

function dayWhen(moment: Date): Day {
  return dayOf(moment.getTime() as Instant)
}
