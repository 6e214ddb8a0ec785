import type { LedgerEntryOnWire, LedgerSums } from '@chuangyuan/contract/ledger'
import { currencies, type Currency } from '@chuangyuan/domain/ledger/ledger-entry'
import { pointsOf, type Micro } from '@chuangyuan/domain/ledger/micro'
import { formatNumber } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'

export const currencyUnit = {
  points: 'ledger.points',
  items: 'ledger.items',
  vetoes: 'ledger.vetoUnit',
} as const satisfies Record<Currency, string>

/** `0.1分`, `0.25条`, `否决 0.2项`; what is smaller than a ten-thousandth still shows. */
export function amountWords(micro: Micro, currency: Currency): string {
  const amount = pointsOf(micro)
  const digits = amount !== 0 && Math.abs(amount) < 0.001 ? 6 : 4
  const words = `${formatNumber(amount, digits)}${t(currencyUnit[currency])}`
  return currency === 'vetoes' ? t('ledger.vetoShare', { share: words }) : words
}

/** Those of the three sums that are not nothing, never added to each other. */
export function sumsWords(sums: LedgerSums): string {
  const parts = currencies.filter((currency) => sums[currency] !== 0)
  return (parts.length === 0 ? (['points'] as const) : parts)
    .map((currency) => amountWords(sums[currency], currency))
    .join(t('shell.listSeparator'))
}

/** Why an entry is as large as it is, in one sentence. */
export function whyWords({ why, currency }: Pick<LedgerEntryOnWire, 'why' | 'currency'>): string {
  switch (why.code) {
    case 'deduction':
      return t(why.capped ? 'ledger.whySentence.capped' : 'ledger.whySentence.deduction', {
        ...{ deduction: why.deduction, among: why.among },
        each: amountWords(why.each, currency),
        loss: amountWords(why.loss, currency),
      })
    case 'clause':
      return t('ledger.whySentence.clause', { among: why.among, loss: amountWords(why.loss, currency) })
    case 'measured':
      return t('ledger.whySentence.measured', {
        ...{ among: why.among, weight: why.weight, weights: why.weights },
        loss: amountWords(why.loss, currency),
      })
    case 'veto':
      return t('ledger.whySentence.veto', { among: why.among })
  }
}
