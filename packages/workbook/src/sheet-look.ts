import type { PageSetup } from 'hucre'
import type { CellStyle } from 'hucre/xlsx'

// The one look of every list the house prints: black on white, thin rules, a pale head.

/** Both are on every office PC; 宋体 for the body of a table, 黑体 for its head, as the trade prints tables. */
const bodyFont = { name: '宋体', size: 10.5 } as const
const headFont = { name: '黑体', size: 10.5 } as const

const rule = { style: 'thin', color: { rgb: '999999' } } as const
const border = { top: rule, right: rule, bottom: rule, left: rule } as const

function fill(rgb: string) {
  return { type: 'pattern', pattern: 'solid', fgColor: { rgb } } as const
}

/** A shade beside Excel's own "bad" red: by it a returned workbook's marks are told from the clerk's own colours. */
export const wrongFillColour = 'FFC9CC'
const wrongTextColour = '9C0006'

export const textFormat = '@'
export const dayFormat = 'yyyy"年"m"月"d"日"'

export const bodyStyle: CellStyle = {
  font: bodyFont,
  border,
  alignment: { vertical: 'center', wrapText: true },
}

export const headStyle: CellStyle = {
  font: headFont,
  fill: fill('E8EFE6'),
  border,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  numFmt: textFormat,
}

/** Compulsory columns have the darker head and a star. */
export const requiredHeadStyle: CellStyle = { ...headStyle, fill: fill('CFE0CA') }

export const exampleStyle: CellStyle = {
  ...bodyStyle,
  font: { ...bodyFont, italic: true, color: { rgb: '808080' } },
  numFmt: textFormat,
}

export const titleStyle: CellStyle = { font: { ...headFont, size: 16 }, alignment: { vertical: 'center' } }
export const proseStyle: CellStyle = { font: bodyFont, alignment: { vertical: 'top', wrapText: true } }

export const reasonStyle: CellStyle = {
  font: { ...bodyFont, color: { rgb: wrongTextColour } },
  border,
  alignment: { vertical: 'center', wrapText: true },
}

export function wrongStyle(style: CellStyle | undefined): CellStyle {
  return { ...style, fill: fill(wrongFillColour) }
}

export function isWrongFill(style: CellStyle | undefined): boolean {
  return (
    style?.fill?.type === 'pattern' &&
    style.fill.fgColor?.rgb?.toUpperCase().endsWith(wrongFillColour) === true
  )
}

/** Landscape A4, as wide as one page, the head on every page. */
export function landscapePage(headRows: string): PageSetup {
  return {
    paperSize: 'a4',
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    printTitlesRow: headRows,
    margins: { left: 0.5, right: 0.5, top: 0.8, bottom: 0.7, header: 0.4, footer: 0.35 },
  }
}

export function pageHeader(title: string) {
  return { oddHeader: `&C&"黑体,常规"&14 ${title.replaceAll('&', '&&')}`, oddFooter: '&C第 &P 页 共 &N 页' }
}
