import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { returnMarked } from '@chuangyuan/workbook/return-marked'
import { parentPort, workerData } from 'node:worker_threads'
import type { FileAnswer, FileJob } from './district-file.ts'

const job = workerData as FileJob
const answer: FileAnswer =
  job.kind === 'read'
    ? { kind: 'read', result: await readWorkbook(job.bytes, job.fileName, districtWorkbook) }
    : { kind: 'marked', result: await returnMarked(job.bytes, job.marks) }
parentPort?.postMessage(answer)
