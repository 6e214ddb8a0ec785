import type { importPack as importOperation } from '@chuangyuan/contract/pack'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { correctPack, type PackCorrection } from '@chuangyuan/domain/standard/correct-pack'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { parsePack } from '@chuangyuan/standards-data/parse-pack'
import { readWorkbook, rowsIn, type SheetReading } from '@chuangyuan/workbook/read-workbook'
import type { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { base64Of, wholeUpload } from '../../http/whole-upload.ts'
import { changesOf } from './changes.ts'
import { addVersion } from './correct-pack.ts'
import { correctionFromLines } from './correction-from-lines.ts'
import { workbookOf } from './export-pack.ts'
import { checkOf, type LineEdit } from './line-edit.ts'
import { packOf } from './pack-of.ts'
import { WorkbookFaults, type Reading } from './workbook-faults.ts'
import { packSheets, type LineColumn, type LineValues } from './workbook-sheets.ts'

type Reply = ReplyOf<typeof importOperation>

export interface PackUpload {
  readonly packKey: string
  readonly version: number
  readonly fileName: string
  /** Left out: only a preview. */
  readonly note: string | undefined
  readonly content: Readable
}

/** Reads a corrected workbook back: a preview, or with a note the next version. With a fault nothing is saved. */
export async function importPack(
  deps: Deps,
  by: Session,
  { packKey, version, fileName, note, content }: PackUpload,
): Promise<Reply> {
  const bytes = await wholeUpload(content)
  const before = await deps.db.read(by, ({ query, districtId }) =>
    packOf(query, districtId, packKey, version),
  )
  const reading = await readPack(bytes, fileName)
  refuseForeign(reading, packKey, version)
  const baseline = await readPack(await workbookOf(before, version), fileName)
  const faults = new WorkbookFaults(reading)
  const correction = correctionOf(before, reading, baseline, faults)
  const after = faults.isEmpty()
    ? parsePack(plain(correctPack(before, correction, before.version + 1)))
    : undefined
  if (after?.ok === false) {
    for (const problem of after.refusal.problems) faults.addProblem(problem, before)
  }
  if (after?.ok !== true) {
    const { faults: listed, marked } = await faults.returned(bytes)
    return { version: null, changes: [], faults: listed, marked: base64Of(marked) }
  }
  const pack = after.value
  if (note === undefined) return { version: null, changes: changesOf(before, pack), faults: [], marked: null }
  const saved = await deps.db.transact(by, (tx) =>
    addVersion(tx, { packKey, basedOn: version, before, after: pack, note, by, at: deps.clock() }),
  )
  return { ...saved, faults: [], marked: null }
}

async function readPack(bytes: Uint8Array, fileName: string): Promise<Reading> {
  const reading = await readWorkbook(bytes, fileName, packSheets)
  if (!reading.ok) throw new Refused('pack.workbook-unreadable', { reason: reading.refusal.code })
  return reading.value
}

/** A workbook of another pack, or of a version that has been corrected since, would undo what others wrote. */
function refuseForeign(reading: Reading, packKey: string, version: number): void {
  const [stamp] = reading.sheets.pack?.rows ?? []
  if (stamp?.ok !== true) throw new Refused('pack.workbook-unreadable', { reason: 'pack.no-stamp' })
  const { pack: found, version: of } = stamp.values
  if (found !== packKey) throw new Refused('pack.workbook-foreign', { found })
  if (of !== version) throw new Refused('request.stale', { latest: version })
}

function correctionOf(
  before: Pack,
  reading: Reading,
  baseline: Reading,
  faults: WorkbookFaults,
): PackCorrection {
  const exported = new Map(rowsIn(baseline.sheets.lines).map(({ values }) => [lineName(values), values]))
  const edits = rowsIn(reading.sheets.lines).map(({ values: now, rowNumber }): LineEdit => {
    const was = exported.get(lineName(now))
    return { now, was, changed: changedColumns(was, now), rowNumber }
  })
  return {
    ...correctionFromLines(before, edits, (edit, column, reason) => {
      faults.add({ sheet: 'lines', rowNumber: edit.rowNumber, id: edit.now.id, column, reason })
    }),
    quantities: changedRows(reading.sheets.quantities, baseline.sheets.quantities).map(({ values }) => {
      const { id, name, unit, definition, decimals } = values
      const known = before.quantities.find((quantity) => quantity.id === id)
      return { ...known, id, name, unit, definition, decimals, check: checkOf(values) }
    }),
    sources: changedRows(reading.sheets.sources, baseline.sheets.sources).map(({ values }) => ({
      ...values,
    })),
  }
}

function changedRows<Values extends { readonly id: string }>(
  now: SheetReading<Values> | undefined,
  then: SheetReading<Values> | undefined,
) {
  const exported = new Map(rowsIn(then).map(({ values }) => [values.id, JSON.stringify(values)]))
  return rowsIn(now).filter(({ values }) => exported.get(values.id) !== JSON.stringify(values))
}

function lineName({ id, line, part }: LineValues): string {
  return JSON.stringify([id, line, part])
}

function changedColumns(was: LineValues | undefined, now: LineValues): ReadonlySet<LineColumn> {
  const columns = packSheets.lines.columns.map(({ key }) => key)
  return new Set(
    columns.filter((column) => JSON.stringify(was?.[column] ?? null) !== JSON.stringify(now[column] ?? null)),
  )
}

/** As it would arrive over HTTP: fields without a value are not there. */
function plain(draft: unknown): unknown {
  return JSON.parse(JSON.stringify(draft))
}
