import { serveWork } from '@chuangyuan/process/serve-work'
import { returnMarked } from '@chuangyuan/workbook/return-marked'
import type { MarkDistrictWork } from './district-file.ts'

serveWork<MarkDistrictWork>(({ bytes, marks }) => returnMarked(bytes, marks))
