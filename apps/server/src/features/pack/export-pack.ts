import { countRows, type Pack } from '@chuangyuan/domain/standard/pack'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { linesOf, quantityLines, sourceLines } from './workbook-lines.ts'
import { workbookNotes } from './texts.ts'
import { lineSheet, packSheet, quantitySheet, sourceSheet } from './workbook-sheets.ts'

/** A pack as a workbook that can be corrected and read back. */
export function workbookOf(pack: Pack, version: number): Promise<Uint8Array> {
  const { verified, partly, unverified, unknown } = countRows(pack)
  const counts = `已核对 ${String(verified)} 条，部分待核对 ${String(partly)} 条，待核对 ${String(unverified)} 条，未读到 ${String(unknown)} 条`
  return writeWorkbook({
    title: pack.title,
    sheets: [
      { definition: lineSheet, rows: linesOf(pack) },
      { definition: quantitySheet, rows: quantityLines(pack) },
      { definition: sourceSheet, rows: sourceLines(pack) },
      { definition: packSheet, rows: [{ pack: pack.id, version, title: pack.title, counts }] },
    ],
    template: { notes: workbookNotes(pack.title) },
  })
}
