import type { Currency, Why } from '@chuangyuan/domain/ledger/ledger-entry'
import { pointsOf, type Micro } from '@chuangyuan/domain/ledger/micro'
import type { SheetDefinition } from '@chuangyuan/workbook/sheet-definition'

// Sentences of the exported ledger. Screens have their own, in three languages.

export const currencyText: Readonly<Record<Currency, string>> = {
  points: '分',
  items: '条',
  vetoes: '否决',
}

/** A sheet that is only read: every cell is text. */
export function sheetOf(
  name: string,
  purpose: string,
  columns: readonly (readonly [string, string, number])[],
): SheetDefinition {
  return {
    name,
    purpose,
    columns: columns.map(([key, heading, width]) => ({ key, heading, kind: 'text', width, example: '' })),
  }
}

/** To the last millionth, so that whoever adds up the column gets the sum. */
export function amountText(micro: Micro): string {
  return String(pointsOf(micro))
}

export function whyText(why: Why, currency: Currency): string {
  const unit = currencyText[currency]
  switch (why.code) {
    case 'deduction': {
      const among = `本项共${String(why.among)}件，合计${amountText(why.loss)}${unit}`
      const stated = `按“${why.deduction}”每件扣${amountText(why.each)}${unit}`
      return why.capped ? `${stated}，${among}，已到上限，按各件先后的平均分摊` : `${stated}；${among}`
    }
    case 'clause':
      return `${String(why.among)}件中任何一件都会失去这一条的${amountText(why.loss)}${unit}，各担一份`
    case 'measured':
      return `${String(why.among)}件都使这一指标下降，共${amountText(why.loss)}${unit}，按权重${String(why.weight)}/${String(why.weights)}分摊`
    case 'veto':
      return `否决项：${String(why.among)}件中任何一件都可能使创建落空，不折算分值`
  }
}
