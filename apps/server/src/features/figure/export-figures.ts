import { dayOf, officialDay } from '@chuangyuan/domain/day'
import { districtWorkbook, districtWorkbookTitle } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { figureRows } from '../intake/public.ts'
import { currentPack } from './current-pack.ts'
import { figureStore } from './store.ts'

const listName = '上报数据'

/** What is there, and a row to fill in for each quantity that is missing; importable as it is. */
export async function exportAll({ db, clock }: Deps, by: Session): Promise<FileReply> {
  const rows = await db.read(by, async (tx) => {
    const pack = await currentPack(tx)
    const figures = await figureStore(tx.query, tx.districtId).figures()
    return figureRows(pack, figures)
  })
  const content = await writeWorkbook({
    title: districtWorkbookTitle,
    sheets: [{ definition: districtWorkbook.figures, rows }],
  })
  return { fileName: `${listName}${officialDay(dayOf(clock()))}.xlsx`, content }
}
