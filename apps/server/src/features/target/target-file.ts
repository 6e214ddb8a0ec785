import type { Result } from '@chuangyuan/domain/result'
import { runInProcess } from '@chuangyuan/process/run-in-process'
import type { WorkbookRefusal } from '@chuangyuan/workbook/raw-sheet'
import type { WorkbookReading } from '@chuangyuan/workbook/read-workbook'
import type { partSheet, targetSheet } from '@chuangyuan/workbook/target-sheets'
import { Refused } from '../../http/refused.ts'

export type TargetFileReading = WorkbookReading<{
  targets: typeof targetSheet
  parts: typeof partSheet
}>['sheets']

export interface ReadTargetFileWork {
  readonly input: { readonly bytes: Uint8Array; readonly fileName: string }
  readonly progress: never
  readonly answer: Result<TargetFileReading, WorkbookRefusal>
}

/** A hostile file runs out of memory there and not in the server. */
const heapMegabytes = 1_024

export async function readTargetFile(bytes: Uint8Array, fileName: string): Promise<TargetFileReading> {
  const body = new URL('./read-target-file-process.ts', import.meta.url)
  const read = await runInProcess<ReadTargetFileWork>(body, { bytes, fileName }, { heapMegabytes })
  if (read.ok) return read.value
  const { code: reason, ...details } = read.refusal
  throw new Refused('intake.file-unreadable', { reason, ...details })
}
