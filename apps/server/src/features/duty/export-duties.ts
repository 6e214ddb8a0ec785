import { dayOf, officialDay } from '@chuangyuan/domain/day'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { responsibilitySheet } from '@chuangyuan/workbook/responsibility-sheet'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { dutySheetRows } from '../intake/public.ts'

/** The table as districts print it, and as the import reads it back. */
export async function exportDuties({ db, clock }: Deps, by: Session): Promise<FileReply> {
  const rows = await db.read(by, async (tx) => {
    const { pack, rows: found } = await dutySheetRows(tx)
    if (pack === undefined) return []
    const parts = new Map(rowsOf(pack).map(({ row, under }) => [row.id, under.at(-1)?.name]))
    return found.map(({ itemId, row }) => ({ ...row, part: parts.get(itemId) }))
  })
  const title = responsibilitySheet.name
  const on = officialDay(dayOf(clock()))
  const content = await writeWorkbook({
    title: `${title}（${on}）`,
    sheets: [{ definition: responsibilitySheet, rows }],
  })
  return { fileName: `${title}${on}.xlsx`, content }
}
