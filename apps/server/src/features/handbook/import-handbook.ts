import type { importHandbook as importOperation } from '@chuangyuan/contract/handbook'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { HandbookProblem } from '@chuangyuan/domain/handbook/handbook-problem'
import { parseHandbook } from '@chuangyuan/standards-data/parse-handbook'
import { FaultList } from '@chuangyuan/workbook/fault-list'
import { readWorkbook } from '@chuangyuan/workbook/read-workbook'
import type { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { base64Of, wholeUpload } from '../../http/whole-upload.ts'
import { addVersion, changesBetween, itemsIn } from './change-handbook.ts'
import { handbookAt } from './handbook-at.ts'
import { handbookFromWorkbook, type Reading } from './handbook-from-workbook.ts'
import type { Origin } from './row-origin.ts'
import { problemText } from './texts.ts'
import { handbookSheets } from './workbook-sheets.ts'

type Reply = ReplyOf<typeof importOperation>

export interface HandbookUpload {
  readonly version: number
  readonly fileName: string
  /** Left out: only a preview. */
  readonly note: string | undefined
  readonly content: Readable
}

/** Reads a changed workbook back: a preview, or with a note the next version. With a fault nothing is saved. */
export async function importHandbook(
  deps: Deps,
  by: Session,
  { version, fileName, note, content }: HandbookUpload,
): Promise<Reply> {
  const bytes = await wholeUpload(content)
  const { before, items } = await deps.db.read(by, async (tx) => ({
    before: await handbookAt(tx.query, tx.districtId, version),
    items: await itemsIn(tx),
  }))
  const reading = await readHandbook(bytes, fileName, version)
  const faults = new FaultList(handbookSheets, reading)
  const { draft, origins } = handbookFromWorkbook(before, reading, (sheet, row, column, reason) => {
    faults.add({ sheet, ...row, column, reason })
  })
  const after = faults.isEmpty() ? parseHandbook(draft, items) : undefined
  if (after?.ok === false) for (const problem of after.refusal.problems) faults.add(placed(problem, origins))
  if (after?.ok !== true) {
    const { faults: listed, marked } = await faults.returned(bytes)
    return { version: null, changes: [], faults: listed, marked: base64Of(marked) }
  }
  const handbook = after.value
  if (note === undefined) {
    return { version: null, changes: changesBetween(before, handbook), faults: [], marked: null }
  }
  const saved = await deps.db.transact(by, (tx) =>
    addVersion(tx, { basedOn: version, after: handbook, note, by, at: deps.clock() }),
  )
  return { ...saved, faults: [], marked: null }
}

/** A workbook of another version would undo what others have changed since. */
async function readHandbook(bytes: Uint8Array, fileName: string, version: number): Promise<Reading> {
  const reading = await readWorkbook(bytes, fileName, handbookSheets)
  if (!reading.ok) throw new Refused('handbook.workbook-unreadable', { reason: reading.refusal.code })
  const [stamp] = reading.value.sheets.stamp?.rows ?? []
  if (stamp?.ok !== true) throw new Refused('handbook.workbook-unreadable', { reason: 'handbook.no-stamp' })
  if (stamp.values.version !== version) throw new Refused('request.stale', { latest: version })
  return reading.value
}

/** A problem of the whole at the row of the workbook that it comes from. */
function placed(problem: HandbookProblem, origins: readonly Origin[]) {
  const { list, row = '', field } = problem
  const origin = origins.find((each) => each.list === list && each.row === row)
  return {
    sheet: origin?.sheet ?? sheetOf(field),
    rowNumber: origin?.rowNumber ?? 0,
    id: row,
    column: columnOf(field),
    reason: problemText(problem),
  }
}

/** Where a problem of no single row is said: a kind of site without a checklist, a setting. */
function sheetOf(field: string): Origin['sheet'] {
  const [first] = field.split('.')
  if (first === 'kinds') return 'kinds'
  if (first === 'checklists') return 'entries'
  return first === 'cycleDays' ? 'cycles' : 'settings'
}

const columns: readonly (readonly [field: RegExp, column: string])[] = [
  [/^limit\.(amount|unit)$/, '$1'],
  [/^after\.(amount|unit)$/, '$1'],
  [/^urgentLimit\.amount$/, 'urgentAmount'],
  [/^urgentLimit\.unit$/, 'urgentUnit'],
  [/^season\.months.*$/, 'months'],
  [/^season\.interimLimit\.amount$/, 'interimAmount'],
  [/^season\.interimLimit\.unit$/, 'interimUnit'],
  [/^season\.interim$/, 'interim'],
  [/^(items|siteKinds)\..*$/, '$1'],
]

function columnOf(field: string): string {
  const known = columns.find(([pattern]) => pattern.test(field))
  return known === undefined ? field : field.replace(...known)
}
