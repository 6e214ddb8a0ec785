/**
 * Pairs of neighbouring characters, for finding text by an index: most Chinese
 * words have two characters, which PostgreSQL's own trigrams do not see. White
 * space separates; case does not count.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>()
  for (const word of text.toLowerCase().split(/\s+/)) {
    const characters = Array.from(word)
    for (let at = 0; at + 1 < characters.length; at += 1) {
      grams.add(`${characters[at] ?? ''}${characters[at + 1] ?? ''}`)
    }
  }
  return [...grams]
}
