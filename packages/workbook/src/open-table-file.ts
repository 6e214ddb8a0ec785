import { TextDecoder } from 'node:util'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { parseCsv } from 'hucre/csv'
import { readXlsx, type Sheet } from 'hucre/xlsx'
import { read as readWithSheetJs, set_cptable, type WorkSheet } from '@e965/xlsx'
import type { RawCell } from './cell-text.ts'
import {
  defaultWorkbookLimits,
  type RawSheet,
  type RawWorkbook,
  type TableFormat,
  type WorkbookLimits,
  type WorkbookRefusal,
} from './raw-sheet.ts'

type FileKind = 'xlsx' | 'old-excel' | 'csv' | 'encrypted' | 'unknown'

/** Reads .xlsx, old .xls (also the HTML and XML that some systems export under that name) and CSV. */
export async function openTableFile(
  bytes: Uint8Array,
  limits: WorkbookLimits = defaultWorkbookLimits,
): Promise<Result<RawWorkbook, WorkbookRefusal>> {
  const checked = checkTableFile(bytes, limits)
  if (!checked.ok) return checked
  const kind = checked.value
  let workbook: RawWorkbook
  try {
    workbook =
      kind === 'xlsx'
        ? await openXlsxFile(bytes)
        : kind === 'csv'
          ? openCsv(bytes)
          : await openOldExcel(bytes)
  } catch (fault) {
    // Every library has words of its own for a broken file; none of them would help a clerk.
    return refuse({
      code:
        fault instanceof Error && /password/i.test(fault.message) ? 'workbook.encrypted' : 'workbook.damaged',
    })
  }
  const cells = workbook.sheets.reduce((sum, { rows }) => sum + rows.reduce((n, row) => n + row.length, 0), 0)
  if (cells > limits.maxCells) return refuse({ code: 'workbook.too-many-cells', limit: limits.maxCells })
  return cells === 0 ? refuse({ code: 'workbook.empty' }) : accept(workbook)
}

/** What the file is, before anything is unpacked; refused where it is too large, locked or something else. */
export function checkTableFile(
  bytes: Uint8Array,
  limits: WorkbookLimits,
): Result<TableFormat, WorkbookRefusal> {
  if (bytes.length === 0) return refuse({ code: 'workbook.empty' })
  if (bytes.length > limits.maxBytes) {
    return refuse({ code: 'workbook.too-large', bytes: bytes.length, limit: limits.maxBytes })
  }
  const kind = kindOf(bytes)
  if (kind === 'encrypted') return refuse({ code: 'workbook.encrypted' })
  if (kind === 'unknown') return refuse({ code: 'workbook.format-unknown' })
  if (kind === 'xlsx') {
    const unpacked = unpackedBytes(bytes)
    if (unpacked > limits.maxUnpackedBytes) {
      return refuse({ code: 'workbook.too-large', bytes: unpacked, limit: limits.maxUnpackedBytes })
    }
  }
  return accept(kind === 'old-excel' ? 'xls' : kind)
}

function kindOf(bytes: Uint8Array): FileKind {
  const starts = (...head: readonly number[]) => head.every((byte, i) => bytes[i] === byte)
  if (starts(0x50, 0x4b, 0x03, 0x04))
    return hasName(bytes, '[Content_Types].xml') && hasName(bytes, 'xl/workbook.xml') ? 'xlsx' : 'old-excel'
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    return hasWideName(bytes, 'EncryptedPackage') ? 'encrypted' : 'old-excel'
  if (starts(0x09, 0x00) || starts(0x09, 0x02) || starts(0x09, 0x04) || starts(0x09, 0x08)) return 'old-excel'
  const head = decodeGuessed(bytes.subarray(0, 2_048)).text.trimStart()
  if (/^(<\?xml|<html|<!doctype html|<table|<meta)/i.test(head)) return 'old-excel'
  return isBinary(bytes) ? 'unknown' : 'csv'
}

function hasName(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, 'latin1')
}

function hasWideName(bytes: Uint8Array, name: string): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(name, 0, 'utf16le')
}

function isBinary(bytes: Uint8Array): boolean {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return false
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return false
  return bytes.subarray(0, 4_096).includes(0)
}

/** The sizes an archive declares for its entries, summed from its central directory. */
function unpackedBytes(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const centralEntry = Buffer.of(0x50, 0x4b, 0x01, 0x02)
  let total = 0
  for (
    let at = buffer.indexOf(centralEntry);
    at >= 0 && at + 46 <= buffer.length;
    at = buffer.indexOf(centralEntry, at + 46)
  ) {
    total += buffer.readUInt32LE(at + 24)
  }
  return total
}

async function openXlsxFile(bytes: Uint8Array): Promise<RawWorkbook> {
  const workbook = await readXlsx(bytes, { readStyles: true })
  return { format: 'xlsx', encoding: undefined, sheets: workbook.sheets.map(rawXlsxSheet) }
}

function rawXlsxSheet(sheet: Sheet): RawSheet {
  const percent = new Set<string>()
  const uncalculated = new Set<string>()
  // What is kept of the styles is small; the map itself holds an object for every bordered cell.
  for (const [at, cell] of sheet.cells ?? []) {
    if (cell.type !== 'date' && cell.style?.numFmt?.includes('%') === true) percent.add(at)
    if (cell.formula !== undefined && (cell.formulaResult ?? cell.value) === null) uncalculated.add(at)
  }
  const hiddenRows = [...(sheet.rowDefs ?? [])].filter(([, def]) => def.hidden === true).map(([row]) => row)
  return {
    name: sheet.name,
    hidden: sheet.hidden === true || sheet.veryHidden === true,
    rows: sheet.rows,
    merges: sheet.merges ?? [],
    hiddenRows: new Set(hiddenRows),
    isPercent: (row, column) => percent.has(`${String(row)},${String(column)}`),
    isUncalculated: (row, column) => uncalculated.has(`${String(row)},${String(column)}`),
  }
}

async function openOldExcel(bytes: Uint8Array): Promise<RawWorkbook> {
  // Excel 95 files hold GBK text; without the tables it would be read as Latin-1. They are large, and seldom asked for.
  set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'))
  const text =
    isBinary(bytes) || bytes[0] === 0xd0 || bytes[0] === 0x09 || bytes[0] === 0x50
      ? undefined
      : decodeGuessed(bytes).text
  const options = { cellDates: true, UTC: true, cellNF: true, dense: true } as const
  const workbook =
    text === undefined
      ? readWithSheetJs(bytes, { ...options, type: 'array' })
      : readWithSheetJs(text, { ...options, type: 'string' })
  return {
    format: 'xls',
    encoding: undefined,
    sheets: workbook.SheetNames.flatMap((name, index) => {
      const sheet = workbook.Sheets[name]
      const hidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0
      return sheet === undefined ? [] : [rawOldSheet(name, hidden, sheet)]
    }),
  }
}

function rawOldSheet(name: string, hidden: boolean, sheet: WorkSheet): RawSheet {
  const percent = new Set<string>()
  const rows: RawCell[][] = []
  const dense = sheet['!data'] ?? []
  for (let r = 0; r < dense.length; r++) {
    const row: RawCell[] = []
    const cells = dense[r] ?? []
    for (let c = 0; c < cells.length; c++) {
      const cell = cells[c]
      if (cell?.t === 'n' && String(cell.z ?? '').includes('%')) percent.add(`${String(r)},${String(c)}`)
      row.push(cell === undefined ? null : cell.t === 'e' ? (cell.w ?? '#VALUE!') : rawValue(cell.v))
    }
    rows.push(row)
  }
  return {
    name,
    hidden,
    rows,
    merges: (sheet['!merges'] ?? []).map(({ s, e }) => ({
      startRow: s.r,
      startCol: s.c,
      endRow: e.r,
      endCol: e.c,
    })),
    hiddenRows: new Set((sheet['!rows'] ?? []).flatMap((row, index) => (row.hidden === true ? [index] : []))),
    isPercent: (row, column) => percent.has(`${String(row)},${String(column)}`),
    isUncalculated: () => false,
  }
}

function rawValue(value: string | number | boolean | Date | undefined): RawCell {
  return value ?? null
}

function openCsv(bytes: Uint8Array): RawWorkbook {
  const { text, encoding } = decodeGuessed(bytes)
  const rows = parseCsv(text.replace(/^\uFEFF/, ''), { typeInference: false })
  return {
    format: 'csv',
    encoding,
    sheets: [
      {
        name: '',
        hidden: false,
        rows,
        merges: [],
        hiddenRows: new Set(),
        isPercent: () => false,
        isUncalculated: () => false,
      },
    ],
  }
}

/** Strict UTF-8 first: a GBK text of more than a few characters is never valid UTF-8 by chance. */
function decodeGuessed(bytes: Uint8Array): {
  readonly text: string
  readonly encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'
} {
  const by = (encoding: 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be') => ({
    text: new TextDecoder(encoding).decode(bytes),
    encoding,
  })
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return by('utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return by('utf-16be')
  const utf8 = by('utf-8')
  const broken = utf8.text.match(/\uFFFD/g)?.length ?? 0
  // One character may be cut in two where only the head of a file is looked at.
  return broken <= 1 ? utf8 : by('gb18030')
}
