import { accept } from '@chuangyuan/domain/result'
import { serveWork } from '@chuangyuan/process/serve-work'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import { withoutSpareCells } from './compare/identifying-cells.ts'
import type { ReadDistrictWork } from './district-file.ts'

serveWork<ReadDistrictWork>(async ({ bytes, fileName }) => {
  const read = await readWorkbook(bytes, fileName, districtWorkbook)
  return read.ok ? accept(withoutSpareCells(read.value)) : read
})
