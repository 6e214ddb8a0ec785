import { strFromU8, unzipSync, Zip, ZipDeflate, type ZipInputFile } from 'fflate'
import { colToLetter, type CellValue } from 'hucre/xlsx'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { crc32, createDeflateRaw } from 'node:zlib'
import { rowHeight } from './row-height.ts'
import type { SheetDefinition } from './sheet-definition.ts'
import { cellOf, defaultWidth, writeWorkbook, type WritableRow } from './write-workbook.ts'

interface LongList {
  /** Printed above every page. */
  readonly title: string
  readonly definition: SheetDefinition
  readonly rowCount: number
  /** Page by page, so that no more than a page is held at a time. */
  readonly pages: AsyncIterable<readonly WritableRow[]>
}

const sheetPath = 'xl/worksheets/sheet1.xml'
const stringsPath = 'xl/sharedStrings.xml'
/** Fast rather than small: a ledger is sent once. */
const deflateLevel = 1
const deflated = 8

/**
 * The same workbook as `writeWorkbook`, for lists so long that a cell object for every cell would not fit into
 * memory: the workbook is written with one empty row, and the rows are put in its place as they come.
 */
export async function writeLongList(list: LongList): Promise<Uint8Array> {
  const { title, definition, rowCount } = list
  const model = { definition, rows: [{}], rowCount }
  const parts = unzipSync(await writeWorkbook({ title, sheets: [model] }))
  const partText = (name: string) => strFromU8(parts[name] ?? new Uint8Array())
  const pieces: Uint8Array[] = []
  const zip = new Zip((fault: Error | null, piece) => {
    if (fault !== null) throw fault
    pieces.push(piece)
  })
  for (const [name, content] of Object.entries(parts)) {
    if (name === sheetPath || name === stringsPath) continue
    const file = new ZipDeflate(name)
    zip.add(file)
    file.push(content, true)
  }
  const strings = sharedStrings(partText(stringsPath))
  await addPart(zip, sheetPath, sheetText(partText(sheetPath), list, strings))
  await addPart(zip, stringsPath, [strings.text()])
  zip.end()
  return Buffer.concat(pieces)
}

/** Deflated by Node in a thread of its own, while the next text is made. */
async function addPart(zip: Zip, filename: string, texts: AsyncIterable<string> | Iterable<string>) {
  const part: ZipInputFile = { filename, size: 0, crc: 0, compression: deflated }
  zip.add(part)
  const put = (piece: Uint8Array<ArrayBuffer>, isLast: boolean) => part.ondata?.(null, piece, isLast)
  async function* content() {
    for await (const text of texts) {
      const bytes = Buffer.from(text)
      part.size += bytes.length
      part.crc = crc32(bytes, part.crc)
      yield bytes
    }
  }
  await pipeline(
    Readable.from(content()),
    createDeflateRaw({ level: deflateLevel }),
    async (compressed: AsyncIterable<Buffer<ArrayBuffer>>) => {
      for await (const piece of compressed) put(piece, false)
    },
  )
  put(new Uint8Array(), true)
}

/** The workbook's table of texts. Most texts of a ledger stand in many rows, and a number is short to write and to deflate. */
function sharedStrings(skeleton: string) {
  const before = skeleton.match(/<si>/g)?.length ?? 0
  const added = new Map<string, number>()
  return {
    numberOf(text: string): number {
      let number = added.get(text)
      if (number === undefined) added.set(text, (number = before + added.size))
      return number
    },
    text(): string {
      const items = [...added.keys()].map((text) => {
        const kept = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : ''
        return `<si><t${kept}>${escaped(text)}</t></si>`
      })
      // Readers may do without the counts, which are those of the empty workbook.
      return skeleton
        .replace(/ count="\d+" uniqueCount="\d+"/, '')
        .replace('</sst>', () => `${items.join('')}</sst>`)
    },
  }
}

async function* sheetText(
  skeleton: string,
  { definition: { columns }, pages }: LongList,
  strings: ReturnType<typeof sharedStrings>,
) {
  const model = /<row r="2">.*?<\/row>/s.exec(skeleton)
  if (model === null) throw new Error('the empty workbook has no row to put others in the place of')
  const styles = [...model[0].matchAll(/ s="(\d+)"/g)].map(([, style]) => style ?? '0')
  const heads = columns.map((_, at) => `<c r="${colToLetter(at)}`)
  const tails = columns.map((_, at) => `" s="${styles[at] ?? '0'}"`)
  const widths = columns.map((column) => column.width ?? defaultWidth(column))
  // Readers may do without the sheet's extent, and a wrong one leads some astray.
  yield skeleton.slice(0, model.index).replace(/<dimension [^>]*>/, '')
  let row = 1
  for await (const page of pages) {
    let text = ''
    for (const values of page) {
      row += 1
      const cells = columns.map((column) => cellOf(column, values[column.key]))
      const height = rowHeight(cells, widths)
      text += `<row r="${String(row)}"${height === undefined ? '' : ` ht="${String(height)}" customHeight="1"`}>`
      for (const [at, cell] of cells.entries())
        text += `${heads[at] ?? ''}${String(row)}${tails[at] ?? ''}${contentText(cell, strings)}`
      text += '</row>'
    }
    yield text
  }
  yield skeleton.slice(model.index + model[0].length)
}

/** Excel's day 0 as the Unix day (ECMA-376 part 1, 18.17.4.1). */
const serialOfUnixEpoch = 25_569
const dayMs = 86_400_000

/** What follows the attributes of a cell, to its end. */
function contentText(value: CellValue, strings: ReturnType<typeof sharedStrings>): string {
  if (value === null) return '/>'
  if (typeof value === 'string') return ` t="s"><v>${String(strings.numberOf(value))}</v></c>`
  const number = value instanceof Date ? value.getTime() / dayMs + serialOfUnixEpoch : value
  return `><v>${String(number)}</v></c>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML 1.0 has no place for control characters; what somebody pasted loses them. */
function escaped(text: string): string {
  return text.replace(
    /[&<>\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
    (found) => entities[found] ?? '',
  )
}
