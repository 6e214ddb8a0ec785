import { isUnit, units, type Unit } from '@chuangyuan/domain/standard/unit'
import { parseNumberText } from '@chuangyuan/workbook/number-text'
import { nameKey } from './names.ts'

export { convert } from '@chuangyuan/domain/standard/unit'

const bySymbol = new Map<string, Unit>()
for (const name of Object.keys(units)) {
  if (isUnit(name) && units[name].symbol !== '' && !bySymbol.has(nameKey(units[name].symbol))) {
    bySymbol.set(nameKey(units[name].symbol), name)
  }
}

/** The unit that a cell names, by its symbol, its id or the way clerks write it; 亩 is a fifteenth of a hectare. */
export function unitNamed(text: string): { readonly unit: Unit; readonly times: number } | undefined {
  const key = nameKey(text)
  const unit = bySymbol.get(key) ?? (isUnit(key) ? key : undefined)
  if (unit !== undefined) return { unit, times: 1 }
  for (const dimensionUnit of bySymbol.values()) {
    const one = parseNumberText(`1${key}`, dimensionUnit)
    if (one.ok && one.value > 0) return { unit: dimensionUnit, times: one.value }
  }
  return undefined
}
