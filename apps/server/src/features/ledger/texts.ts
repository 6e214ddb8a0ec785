import type { Currency, Why } from '@chuangyuan/domain/ledger/ledger-entry'
import { pointsOf, type Micro } from '@chuangyuan/domain/ledger/micro'

// Sentences of the exported ledger. Screens have their own, in three languages.

export const currencyText: Readonly<Record<Currency, string>> = {
  points: '分',
  items: '条',
  vetoes: '否决',
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
