/** What a spreadsheet program leaves in a cell. Dates carry Beijing's calendar day in their UTC fields. */
export type RawCell = string | number | boolean | Date | null

/** Ideographic, no-break and other wide spaces, and the marks of zero width that web pages leave behind. */
const spaces = /[\s\u00A0\u2000-\u200D\u202F\u205F\u2060\u3000\uFEFF]+/g

/** Full-width digits and letters become plain ones; Chinese punctuation stays as it is. */
function plainAlphanumerics(text: string): string {
  return text.replaceAll(/[０-９Ａ-Ｚａ-ｚ]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

/** The text of a name or remark: trimmed, inner runs of spaces as one, line breaks kept. */
export function cleanText(text: string): string {
  return plainAlphanumerics(text)
    .split(/\r\n|\r|\n/)
    .map((line) => line.replaceAll(spaces, ' ').trim())
    .filter((line) => line !== '')
    .join('\n')
}

/** The text of a code, number or heading: everything compatible folded, no spaces at all. */
export function tightText(text: string): string {
  if (/^[\w.-]*$/.test(text)) return text
  return text.normalize('NFKC').replaceAll(spaces, '')
}

/** A cell as a person sees it, for messages and for the preview. */
export function displayText(cell: RawCell, percent = false): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  if (typeof cell === 'number') return percent ? `${plainNumber(cell * 100)}%` : plainNumber(cell)
  return Number.isNaN(cell.getTime()) ? '' : cell.toISOString().slice(0, 10)
}

/** Excel shows fifteen significant digits; the sixteenth is where 0.1 + 0.2 goes wrong. */
function plainNumber(value: number): string {
  return String(Number(value.toPrecision(15)))
}

export function isBlank(cell: RawCell | undefined): boolean {
  return (
    cell === null || cell === undefined || (typeof cell === 'string' && cell.replaceAll(spaces, '') === '')
  )
}

/**
 * A heading reduced to what two clerks would write alike: no spaces, line breaks, stars or colons.
 * With `bare`, without the remark in brackets too: 面积（平方米） is 面积.
 */
export function headingKey(text: string, bare = false): string {
  const key = tightText(text)
    .replaceAll(/[*:·_]/g, '')
    .toLowerCase()
  return bare ? key.replaceAll(/[([【〔].*?[)\]】〕]/g, '') : key
}
