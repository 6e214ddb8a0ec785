import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import { writeWorkbook, type SheetToWrite } from '@chuangyuan/workbook/write-workbook'
import type { FileReply } from './bind.ts'

/** A list as a workbook, named by the day on which it was read. */
export async function listFile(
  title: string,
  now: Instant,
  sheets: readonly SheetToWrite[],
): Promise<FileReply> {
  const on = officialDay(dayOf(now))
  const content = await writeWorkbook({ title: `${title}（${on}）`, sheets })
  return { fileName: `${title}${on}.xlsx`, content }
}

/** One page that holds the whole list. */
export const wholeList = { offset: 0, limit: 1_000_000 } as const
