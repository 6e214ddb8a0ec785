import { accept, refuse } from '@chuangyuan/domain/result'
import { serveWork } from '@chuangyuan/process/serve-work'
import { findingImport } from '@chuangyuan/workbook/finding-import'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import type { ReadFindingFileWork } from './finding-file.ts'

serveWork<ReadFindingFileWork>(async ({ bytes, fileName }) => {
  const read = await readWorkbook(bytes, fileName, { findings: findingImport })
  if (!read.ok) return read
  const { findings } = read.value.sheets
  return findings === undefined
    ? refuse({ code: 'workbook.no-known-sheet', sheets: [...read.value.unknownSheets] })
    : accept(findings)
})
