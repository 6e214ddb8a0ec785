import type { Formula } from '@chuangyuan/domain/standard/formula'

/** A formula as a person writes it: names for letters, × and ÷ for their signs, and 100 for 100.0. */
export function formulaWords({ expression, inputs }: Formula, nameOf: (quantity: string) => string): string {
  const names = new Map(inputs.map(({ name, quantity }) => [name, nameOf(quantity)]))
  return expression
    .replace(/\b(\d+)\.0\b/g, '$1')
    .replace(/\s*\*\s*/g, ' × ')
    .replace(/\s*\/\s*/g, ' ÷ ')
    .replace(/[A-Za-z_]\w*/g, (name) => names.get(name) ?? name)
}
