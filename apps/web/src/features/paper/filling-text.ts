/** The text of a field as the paper keeps it; of rows, or of a field that is not filled, nothing. */
export function textIn(filling: Readonly<Record<string, unknown>>, name: string): string {
  const value = filling[name]
  return typeof value === 'string' ? value : ''
}
