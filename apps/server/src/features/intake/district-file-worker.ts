import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { returnMarked } from '@chuangyuan/workbook/return-marked'
import { parentPort, workerData } from 'node:worker_threads'
import { withoutSpareCells } from './compare/identifying-cells.ts'
import type { FileAnswer, FileJob } from './district-file.ts'

const job = workerData as FileJob
const answer: FileAnswer = job.kind === 'read' ? await read(job) : await mark(job)
parentPort?.postMessage(answer)

async function read({ bytes, fileName }: FileJob & { readonly kind: 'read' }): Promise<FileAnswer> {
  const result = await readWorkbook(bytes, fileName, districtWorkbook)
  return { kind: 'read', result: result.ok ? { ok: true, value: withoutSpareCells(result.value) } : result }
}

async function mark({ bytes, marks }: FileJob & { readonly kind: 'mark' }): Promise<FileAnswer> {
  return { kind: 'marked', result: await returnMarked(bytes, marks) }
}
