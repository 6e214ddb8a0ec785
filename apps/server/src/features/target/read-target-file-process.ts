import { accept } from '@chuangyuan/domain/result'
import { serveWork } from '@chuangyuan/process/serve-work'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { partSheet, targetSheet } from '@chuangyuan/workbook/target-sheets'
import type { ReadTargetFileWork } from './target-file.ts'

serveWork<ReadTargetFileWork>(async ({ bytes, fileName }) => {
  const read = await readWorkbook(bytes, fileName, { targets: targetSheet, parts: partSheet })
  return read.ok ? accept(read.value.sheets) : read
})
