import type { CellFault } from './parse-cell.ts'

/** What is wrong with a cell, in Chinese: clerks read it in the workbook, away from the screen. */
export function cellFaultText(fault: CellFault): string {
  switch (fault.code) {
    case 'cell.required':
      return '必填'
    case 'cell.not-a-number':
      return '不是数字'
    case 'cell.wrong-unit':
      return `单位应为${fault.expected}`
    case 'cell.not-an-integer':
      return '须为整数'
    case 'cell.too-small':
      return `不能小于${String(fault.min)}`
    case 'cell.too-large':
      return `不能大于${String(fault.max)}`
    case 'cell.not-a-day':
      return '不是日期'
    case 'cell.not-yes-no':
      return '请填“是”或“否”'
    case 'cell.not-a-choice':
      return `请从列表中选：${fault.choices.join('、')}`
    case 'cell.not-a-phone':
      return '不是电话号码'
    case 'cell.not-a-code':
      return '不是代码'
    case 'cell.too-long':
      return `不能超过${String(fault.limit)}字`
    case 'cell.formula-failed':
      return `公式出错：${fault.shown}`
    case 'cell.formula-not-calculated':
      return '公式没有结果，请在 Excel 中打开保存一次'
    case 'row.repeated':
      return `与第${String(fault.firstRow)}行重复`
  }
}
