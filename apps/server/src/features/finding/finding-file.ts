import type { Result } from '@chuangyuan/domain/result'
import { runInProcess } from '@chuangyuan/process/run-in-process'
import type { findingImport } from '@chuangyuan/workbook/finding-import'
import type { WorkbookRefusal } from '@chuangyuan/workbook/raw-sheet'
import type { SheetReading } from '@chuangyuan/workbook/read-workbook'
import type { RowValues } from '@chuangyuan/workbook/sheet-definition'
import { Refused } from '../../http/refused.ts'

export type FindingFileReading = SheetReading<RowValues<typeof findingImport>>

export interface ReadFindingFileWork {
  readonly input: { readonly bytes: Uint8Array; readonly fileName: string }
  readonly progress: never
  readonly answer: Result<FindingFileReading, WorkbookRefusal>
}

/** A hostile file runs out of memory there and not in the server. */
const heapMegabytes = 1_024

/** Reads a list of problems in a process of its own, where it keeps nobody waiting. */
export async function readFindingFile(bytes: Uint8Array, fileName: string): Promise<FindingFileReading> {
  const body = new URL('./read-finding-file-process.ts', import.meta.url)
  const read = await runInProcess<ReadFindingFileWork>(body, { bytes, fileName }, { heapMegabytes })
  if (read.ok) return read.value
  const { code: reason, ...details } = read.refusal
  throw new Refused('intake.file-unreadable', { reason, ...details })
}
