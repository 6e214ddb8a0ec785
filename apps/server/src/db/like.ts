/** Pattern of `LIKE` for texts that contain this one; its own `%`, `_` and `\` stand for themselves. */
export function containing(text: string): string {
  return `%${escaped(text)}%`
}

/** Pattern of `LIKE` for texts that begin with this one. */
export function startingWith(text: string): string {
  return `${escaped(text)}%`
}

function escaped(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
