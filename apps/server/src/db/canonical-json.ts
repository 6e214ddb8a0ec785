/**
 * JSON with one spelling per value (RFC 8785, JCS): keys sorted by UTF-16 units,
 * numbers as ECMAScript prints them. A hash over it survives a trip through jsonb,
 * which keeps neither the order of keys nor the spelling of numbers.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return numberText(value)
  if (typeof value === 'string') return stringText(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object') {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1))
    return `{${fields.map(([key, field]) => `${stringText(key)}:${canonicalJson(field)}`).join(',')}}`
  }
  throw new TypeError(`not storable as JSON: ${typeof value}`)
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`not storable as JSON: ${String(value)}`)
  return JSON.stringify(value)
}

function stringText(value: string): string {
  // jsonb refuses both, and so late that the transaction would be lost.
  if (value.includes('\0') || !value.isWellFormed()) throw new TypeError('not storable as JSON: broken text')
  return JSON.stringify(value)
}
