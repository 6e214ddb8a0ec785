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
  const pieces: Uint8Array[] = []
  const zip = new Zip((fault: Error | null, piece) => {
    if (fault !== null) throw fault
    pieces.push(piece)
  })
  for (const [name, content] of Object.entries(parts)) {
    if (name === sheetPath) continue
    const file = new ZipDeflate(name)
    zip.add(file)
    file.push(content, true)
  }
  const sheet: ZipInputFile = { filename: sheetPath, size: 0, crc: 0, compression: deflated }
  zip.add(sheet)
  const put = (piece: Uint8Array<ArrayBuffer>, isLast: boolean) => sheet.ondata?.(null, piece, isLast)
  const deflate = createDeflateRaw({ level: deflateLevel })
  async function* content() {
    for await (const text of sheetText(strFromU8(parts[sheetPath] ?? new Uint8Array()), list)) {
      const bytes = Buffer.from(text)
      sheet.size += bytes.length
      sheet.crc = crc32(bytes, sheet.crc)
      yield bytes
    }
  }
  await pipeline(
    Readable.from(content()),
    deflate,
    async (compressed: AsyncIterable<Buffer<ArrayBuffer>>) => {
      for await (const piece of compressed) put(piece, false)
    },
  )
  put(new Uint8Array(), true)
  zip.end()
  return Buffer.concat(pieces)
}

async function* sheetText(skeleton: string, { definition: { columns }, pages }: LongList) {
  const model = /<row r="2">.*?<\/row>/s.exec(skeleton)
  if (model === null) throw new Error('the empty workbook has no row to put others in the place of')
  const styles = [...model[0].matchAll(/ s="(\d+)"/g)].map(([, style]) => style ?? '0')
  const letters = columns.map((_, at) => colToLetter(at))
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
        text += cellText(`${letters[at] ?? ''}${String(row)}`, styles[at] ?? '0', cell)
      text += '</row>'
    }
    yield text
  }
  yield skeleton.slice(model.index + model[0].length)
}

/** Excel's day 0 as the Unix day (ECMA-376 part 1, 18.17.4.1). */
const serialOfUnixEpoch = 25_569
const dayMs = 86_400_000

function cellText(place: string, style: string, value: CellValue): string {
  const head = `<c r="${place}" s="${style}"`
  if (value === null) return `${head}/>`
  if (value instanceof Date)
    return `${head}><v>${String(value.getTime() / dayMs + serialOfUnixEpoch)}</v></c>`
  if (typeof value === 'number') return `${head}><v>${String(value)}</v></c>`
  return `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(String(value))}</t></is></c>`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** XML 1.0 has no place for control characters; what somebody pasted loses them. */
function escaped(text: string): string {
  return text.replace(
    /[&<>\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g,
    (found) => entities[found] ?? '',
  )
}
