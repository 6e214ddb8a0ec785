import { districtWorkbook } from './district-workbook.ts'
import type { Column, SheetDefinition } from './sheet-definition.ts'

const heads: Readonly<Record<string, Pick<Column, 'heading'> & { readonly width?: number }>> = {
  item: { heading: '序号', width: 8 },
  itemName: { heading: '项目内容' },
}

/** The district's duties under the heads of the table that cities hand down (责任分解表); read back as 职责. */
export const responsibilitySheet: SheetDefinition = {
  name: '责任分解表',
  purpose: districtWorkbook.duties.purpose,
  columns: districtWorkbook.duties.columns.flatMap((column): Column[] => {
    const printed = { ...column, ...heads[column.key] }
    return column.key === 'itemName'
      ? [{ key: 'part', heading: '项目', kind: 'text', width: 18, example: '' }, printed]
      : [printed]
  }),
}
