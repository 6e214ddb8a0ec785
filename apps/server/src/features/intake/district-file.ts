import type { Result } from '@chuangyuan/domain/result'
import { runInProcess } from '@chuangyuan/process/run-in-process'
import type { WorkbookRefusal } from '@chuangyuan/workbook/raw-sheet'
import type { Mark } from '@chuangyuan/workbook/return-marked'
import type { DistrictReading } from './compare/district-reading.ts'

export interface ReadDistrictWork {
  readonly input: { readonly bytes: Uint8Array; readonly fileName: string }
  readonly progress: never
  readonly answer: Result<DistrictReading, WorkbookRefusal>
}

export interface MarkDistrictWork {
  readonly input: { readonly bytes: Uint8Array; readonly marks: readonly Mark[] }
  readonly progress: never
  readonly answer: Result<Uint8Array, WorkbookRefusal>
}

/** A hostile file runs out of memory there and not in the server. */
const heapMegabytes = 1_024

/** Reads a workbook in a process: taking a file of twenty thousand rows apart would keep everybody else waiting. */
export function readDistrictFile(
  bytes: Uint8Array,
  fileName: string,
  signal: AbortSignal,
): Promise<ReadDistrictWork['answer']> {
  const body = new URL('./read-district-process.ts', import.meta.url)
  return runInProcess<ReadDistrictWork>(body, { bytes, fileName }, { signal, heapMegabytes })
}

/** The same workbook with its wrong rows in red. */
export function markDistrictFile(
  bytes: Uint8Array,
  marks: readonly Mark[],
  signal: AbortSignal,
): Promise<MarkDistrictWork['answer']> {
  const body = new URL('./mark-district-process.ts', import.meta.url)
  return runInProcess<MarkDistrictWork>(body, { bytes, marks }, { signal, heapMegabytes })
}
