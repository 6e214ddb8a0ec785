import { dayOf, officialDay } from '@chuangyuan/domain/day'
import { may } from '@chuangyuan/domain/identity/may'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import {
  districtWorkbook,
  districtWorkbookNotes,
  districtWorkbookTitle,
} from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { IntakeSheet } from '@chuangyuan/contract/intake'
import { intakeSheets } from '@chuangyuan/contract/intake'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orRefuse } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { Draft, type FactLists } from './compare/draft.ts'
import { lookupIn } from './compare/lookup.ts'
import { Names } from './compare/names.ts'
import { itemsOf } from './compare/pack-names.ts'
import {
  communityRow,
  dutyRow,
  figureFact,
  figureRows,
  siteRow,
  staffRow,
  streetRow,
  unitRow,
  type ShowPhone,
} from './compare/sheet-row.ts'
import { everythingKnown } from './preview-import.ts'
import { exportName, exportNotes, templateName } from './texts.ts'

/** The workbook to fill in: empty, or with everything the district has, to be changed and imported again. */
export async function templateFile(
  { db, clock, secret }: Deps,
  by: Session,
  {
    data = false,
    phones = false,
  }: { readonly data?: boolean | undefined; readonly phones?: boolean | undefined },
): Promise<FileReply> {
  const withPhones = data && phones
  if (withPhones) orRefuse(may(by.grants, 'person.read-phone'))
  const rows = data
    ? await db.transact(by, async (tx) => {
        const known = await everythingKnown(tx)
        if (withPhones) {
          tx.journal.record({ verb: 'person.phones-exported', who: by.accountId, what: tx.districtId })
        }
        const show: ShowPhone = ({ phone_cipher: cipher }) =>
          withPhones && cipher !== null ? secret.decrypt(cipher) : undefined
        return sheetRows(known.lists, known.pack, tx.districtId, show)
      })
    : undefined
  const content = await writeWorkbook({
    title: districtWorkbookTitle,
    sheets: intakeSheets.map((sheet) => ({
      definition: districtWorkbook[sheet],
      rows: rows?.[sheet] ?? [],
    })),
    template: { notes: data ? [...districtWorkbookNotes, ...exportNotes] : districtWorkbookNotes },
  })
  const name = data ? `${exportName}${officialDay(dayOf(clock()))}` : templateName
  return { fileName: `${name}.xlsx`, content }
}

/** Everything, as rows of the workbook, in protocol order. */
export function sheetRows(
  lists: FactLists,
  pack: Pack | undefined,
  districtId: string,
  phone: ShowPhone,
): Readonly<Record<IntakeSheet, readonly WritableRow[]>> {
  const draft = new Draft(lists)
  const look = lookupIn({ draft, names: new Names(draft) }, 'now')
  const streets = lists.streets.toSorted((a, b) => a.sort_order - b.sort_order)
  const streetOrder = new Map(streets.map(({ id }, at) => [id, at]))
  const orderOf = (streetId: string) => streetOrder.get(streetId) ?? 0
  return {
    streets: streets.map(streetRow),
    communities: lists.communities
      .toSorted((a, b) => compareText(a.code, b.code))
      .map((row) => communityRow(row, look, phone)),
    units: lists.units.toSorted((a, b) => a.sort_order - b.sort_order).map((row) => unitRow(row, look)),
    // A vacant post has no name, and a row without a name is none.
    peoplePosts: lists.posts
      .filter(({ person_id }) => person_id !== null)
      .toSorted((a, b) => a.sort_order - b.sort_order)
      .map((row) => staffRow(row, look, phone)),
    sites: lists.sites
      .toSorted((a, b) => orderOf(a.street_id) - orderOf(b.street_id) || compareText(a.code, b.code))
      .map((row) => siteRow(row, look)),
    duties: pack === undefined ? [] : dutyRows(lists, pack, look).map(({ row }) => row),
    figures: figureRows(
      pack,
      lists.figures
        .toSorted((a, b) => compareText(a.input_id, b.input_id) || compareText(a.as_of, b.as_of))
        .map((row) => figureFact(row, districtId, look)),
    ),
  }
}

interface ItemRow {
  readonly itemId: string
  readonly row: WritableRow
}

/** The list of duties alone, for the pack in use. */
export async function dutySheetRows(
  tx: ReadTx,
): Promise<{ readonly pack: Pack | undefined; readonly rows: readonly ItemRow[] }> {
  const { lists, pack } = await everythingKnown(tx)
  const draft = new Draft(lists)
  const look = lookupIn({ draft, names: new Names(draft) }, 'now')
  return { pack, rows: pack === undefined ? [] : dutyRows(lists, pack, look) }
}

/** Every item of the standard has a row, so that the ones nobody leads are there to be filled in. */
function dutyRows(lists: FactLists, pack: Pack, look: ReturnType<typeof lookupIn>): ItemRow[] {
  const byItem = Map.groupBy(
    lists.duties.filter(({ pack_key }) => pack_key === pack.id),
    ({ item_id }) => item_id,
  )
  return itemsOf(pack).flatMap(({ id }) => {
    const duties = byItem.get(id) ?? []
    const leads = duties.filter(({ part }) => part === 'lead')
    const assisting = duties.filter(({ part }) => part === 'assist')
    const rows = leads.length === 0 ? [undefined] : leads
    return rows.map((lead) => ({ itemId: id, row: dutyRow(pack, id, lead, assisting, look) }))
  })
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
