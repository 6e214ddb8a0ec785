import type { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import type { WorkbookReading } from '@chuangyuan/workbook/read-workbook'

/** The district workbook as it was read: every sheet that was found, row by row. */
export type DistrictReading = WorkbookReading<typeof districtWorkbook>
