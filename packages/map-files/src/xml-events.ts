/** What a walk through a document meets, in document order. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void
  text(text: string): void
  close(name: string): void
}

/** How a document ended: as it should, in the middle, or against the grammar. */
export type XmlEnd = 'whole' | 'truncated' | 'malformed' | 'doctype'

/**
 * A walk through an XML document in a fraction of the time a tree takes to build (a map of a county is
 * 60 MB of it). It checks that tags close in order; document types are not read at all, because their
 * entities are how XML bombs are built. Call `step` until it answers an end.
 */
export class XmlWalk {
  readonly #text: string
  readonly #handler: XmlHandler
  readonly #path: string[] = []
  #at = 0

  constructor(text: string, handler: XmlHandler) {
    this.#text = text
    this.#handler = handler
  }

  get position(): number {
    return this.#at
  }

  /** Reads about so many characters; undefined while there is more. */
  step(characters: number): XmlEnd | undefined {
    const until = this.#at + characters
    while (this.#at < until) {
      const end = this.#next()
      if (end !== undefined) return end
    }
    return undefined
  }

  #next(): XmlEnd | undefined {
    const from = this.#at
    const tag = this.#text.indexOf('<', from)
    if (tag < 0) {
      return this.#path.length > 0
        ? 'truncated'
        : this.#text.slice(from).trim() === ''
          ? 'whole'
          : 'malformed'
    }
    if (tag > from && this.#path.length > 0) this.#handler.text(decodeEntities(this.#text.slice(from, tag)))
    const mark = this.#text[tag + 1]
    if (mark === '/') return this.#closing(tag)
    if (mark === '?') return this.#skip(tag, '?>')
    if (mark !== '!') return this.#opening(tag)
    if (this.#text.startsWith('<!--', tag)) return this.#skip(tag, '-->')
    if (!this.#text.startsWith('<![CDATA[', tag)) return 'doctype'
    const end = this.#text.indexOf(']]>', tag)
    if (end < 0) return 'truncated'
    this.#handler.text(this.#text.slice(tag + 9, end))
    this.#at = end + 3
    return undefined
  }

  #skip(from: number, mark: string): XmlEnd | undefined {
    const end = this.#text.indexOf(mark, from)
    if (end < 0) return 'truncated'
    this.#at = end + mark.length
    return undefined
  }

  #closing(tag: number): XmlEnd | undefined {
    const end = this.#text.indexOf('>', tag)
    if (end < 0) return 'truncated'
    const name = localName(this.#text.slice(tag + 2, end).trim())
    if (this.#path.pop() !== name) return 'malformed'
    this.#at = end + 1
    this.#handler.close(name)
    return undefined
  }

  #opening(tag: number): XmlEnd | undefined {
    const end = this.#tagEnd(tag)
    if (end < 0) return 'truncated'
    const selfClosing = this.#text[end - 1] === '/'
    const inner = this.#text.slice(tag + 1, selfClosing ? end - 1 : end)
    const space = inner.search(/\s/)
    const name = localName(space < 0 ? inner : inner.slice(0, space))
    if (!/^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(name)) return 'malformed'
    this.#at = end + 1
    this.#handler.open(name, space < 0 ? '' : inner.slice(space))
    if (selfClosing) this.#handler.close(name)
    else this.#path.push(name)
    return undefined
  }

  /** The `>` that ends a tag: one inside a quoted value does not. */
  #tagEnd(tag: number): number {
    let end = this.#text.indexOf('>', tag)
    while (end >= 0) {
      const inner = this.#text.slice(tag, end)
      if (!/["']/.test(inner) || /^[^"']*("[^"]*"[^"']*|'[^']*'[^"']*)*$/.test(inner)) return end
      end = this.#text.indexOf('>', end + 1)
    }
    return -1
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return entities[name] ?? whole
    const hex = name[1] === 'x' || name[1] === 'X'
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })
}

/** The value of an attribute of an opening tag. */
export function attributeOf(attributes: string, name: string): string | undefined {
  const match = new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  const value = match?.[1] ?? match?.[2]
  return value === undefined ? undefined : decodeEntities(value)
}
