/** Points that one line of the body font takes, and the least a row has. */
const lineHeight = 14
const padding = 4

/**
 * Height of a row whose cells wrap, points; undefined where one line is enough.
 * Said in the file because a reader that opens it does not always work it out.
 * Widths are in characters of the default font; a Chinese character takes two.
 */
export function rowHeight(texts: readonly unknown[], widths: readonly number[]): number | undefined {
  const lines = texts.map((text, at) =>
    typeof text === 'string' ? linesIn(text, widths[at] ?? Infinity) : 1,
  )
  const most = Math.max(1, ...lines)
  return most === 1 ? undefined : most * lineHeight + padding
}

function linesIn(text: string, width: number): number {
  // Most texts are short: told without counting their characters one by one.
  if (text.length * 2 <= width && !text.includes('\n')) return 1
  return text.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(columnsOf(line) / width)), 0)
}

/** Latin letters and digits take one column, everything else two. */
function columnsOf(line: string): number {
  let columns = 0
  for (const char of line) columns += char.charCodeAt(0) < 0x2000 ? 1 : 2
  return columns
}
