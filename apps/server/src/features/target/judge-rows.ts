import type { TargetRowFaultCode, WrongTargetRow } from '@chuangyuan/contract/target'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import type { BuildKind } from '@chuangyuan/domain/target/garden-rule'
import { milliOf } from '@chuangyuan/domain/target/milli'
import type { RowReading } from '@chuangyuan/workbook/read-workbook'
import type { RowValues } from '@chuangyuan/workbook/sheet-definition'
import { partSheet, targetSheet } from '@chuangyuan/workbook/target-sheets'
import { newId } from '../../db/id.ts'
import type { ReadTx } from '../../db/transact.ts'
import { placeStore } from '../site/public.ts'
import { isTerm } from './edit-target.ts'
import { targetStore, type NewPart, type NewTarget, type PartRow, type TargetRow } from './store.ts'
import type { TargetFileReading } from './target-file.ts'
import { kindsOf } from './target-kinds.ts'

type TargetValues = RowValues<typeof targetSheet>
type PartValues = RowValues<typeof partSheet>
type Fault = WrongTargetRow['faults'][number]
type Named = readonly { readonly id: string; readonly code?: string; readonly name: string }[]

export interface JudgedSheet<Row> {
  readonly fresh: readonly Row[]
  readonly changed: readonly Row[]
  readonly same: number
}

export interface JudgedFile {
  readonly targets: JudgedSheet<NewTarget>
  readonly parts: JudgedSheet<NewPart>
  readonly wrong: readonly WrongTargetRow[]
}

const headings = {
  targets: new Map<string, string>(targetSheet.columns.map(({ key, heading }) => [key, heading])),
  parts: new Map<string, string>(partSheet.columns.map(({ key, heading }) => [key, heading])),
}

/** Judges every row beside the district's own lists and beside what is there already. */
export async function judgeFile(tx: ReadTx, reading: TargetFileReading): Promise<JudgedFile> {
  const store = targetStore(tx.query, tx.districtId)
  const [known, knownParts, kinds] = [await store.targets(), await store.parts(), await kindsOf(tx)]
  const { streets, units } = await placeStore(tx.query, tx.districtId).places()
  const broken = new Set(knownParts.map(({ target_id }) => target_id))
  const targets = sorted(
    'targets',
    reading.targets?.rows ?? [],
    ({ code }) => code,
    (values) => targetOf(values, { known, kinds, broken }),
  )
  const judged = comparedWith(targets.rows, known)
  const ids = new Map([...known, ...targets.rows].map(({ code, id }) => [code, id]))
  const taken = new Set<string>()
  const parts = sorted('parts', reading.parts?.rows ?? [], labelOf, (values) =>
    partFrom(values, { ids, streets, units, knownParts, taken }),
  )
  return {
    targets: judged,
    parts: comparedWith(parts.rows, knownParts),
    wrong: [...targets.wrong, ...parts.wrong],
  }
}

function labelOf({ target, street, name }: Partial<PartValues>): string {
  return [target, name ?? street].filter((text) => text !== undefined).join(' ')
}

/** Right rows as columns of the table, wrong ones with their reasons. */
function sorted<Values, Row>(
  sheet: 'targets' | 'parts',
  rows: readonly RowReading<Values>[],
  label: (values: Values) => string,
  judge: (values: Values) => Row | Complaint,
): { readonly rows: readonly Row[]; readonly wrong: readonly WrongTargetRow[] } {
  const right: Row[] = []
  const wrong: WrongTargetRow[] = []
  for (const row of rows) {
    const { rowNumber, cells } = row
    const outcome = row.ok
      ? judge(row.values)
      : complaint(...row.errors.map(({ column, fault: { code, ...details } }) => at(column, code, details)))
    if (!(outcome instanceof Complaint)) {
      right.push(outcome)
      continue
    }
    const text = row.ok ? label(row.values) : (cells['code'] ?? cells['target'] ?? '')
    const faults = outcome.faults.map(({ column, ...fault }): Fault => ({
      ...{ column, heading: column === null ? '' : (headings[sheet].get(column) ?? column) },
      ...fault,
    }))
    wrong.push({ sheet, rowNumber, label: text, faults })
  }
  return { rows: right, wrong }
}

type BareFault = Omit<Fault, 'heading'>

/** Why a row is no data; a class, so that no row can be mistaken for one. */
class Complaint {
  readonly faults: BareFault[]
  constructor(faults: BareFault[]) {
    this.faults = faults
  }
}

function complaint(...faults: BareFault[]): Complaint {
  return new Complaint(faults)
}

function at(
  column: string | undefined,
  code: TargetRowFaultCode,
  details: Readonly<Record<string, unknown>> = {},
): BareFault {
  return { column: column ?? null, code, details: { ...details } }
}

function targetOf(
  values: TargetValues,
  {
    known,
    kinds,
    broken,
  }: {
    readonly known: readonly TargetRow[]
    readonly kinds: Awaited<ReturnType<typeof kindsOf>>
    readonly broken: ReadonlySet<string>
  },
): NewTarget | Complaint {
  const before = known.find(({ code }) => code === values.code)
  const kind = kinds.find(({ name }) => name === values.kind)
  const amount = milliOf(values.amount)
  const unit = (values.unit as Unit | undefined) ?? before?.unit ?? kind?.unit
  const faults = [
    ...(kind === undefined ? [at('kind', 'kind.unknown', { given: values.kind })] : []),
    ...(amount === undefined || amount < 1 ? [at('amount', 'amount.unfit')] : []),
    ...(isTerm(values.startsOn, values.dueOn) ? [] : [at('dueOn', 'days.unfit')]),
    ...(before !== undefined && unit !== before.unit && broken.has(before.id)
      ? [at('unit', 'unit.in-use')]
      : []),
  ]
  if (faults.length > 0 || kind === undefined || amount === undefined || unit === undefined)
    return complaint(...faults)
  return {
    ...{ id: before?.id ?? newId(), code: values.code, kind: kind.id, name: values.name, unit, amount },
    ...{ starts_on: values.startsOn, due_on: values.dueOn, source: values.source ?? '' },
  }
}

function partFrom(
  { target, street, name = '', unit, planned, build, greenRate }: PartValues,
  {
    ids,
    streets,
    units,
    knownParts,
    taken,
  }: {
    readonly ids: ReadonlyMap<string, string>
    readonly streets: Named
    readonly units: Named
    readonly knownParts: readonly PartRow[]
    /** Grows with every right row: a street or a project stands once in a target. */
    readonly taken: Set<string>
  },
): NewPart | Complaint {
  const targetId = ids.get(target)
  const streetId = named(streets, street)
  const unitId = named(units, unit)
  const amount = milliOf(planned)
  const kind = name === '' ? ('street' as const) : ('project' as const)
  const faults = [
    ...(targetId === undefined ? [at('target', 'target.unknown', { given: target })] : []),
    ...(streetId === undefined ? [at('street', 'street.unknown', { given: street })] : []),
    ...(unitId === undefined ? [at('unit', 'unit.unknown', { given: unit })] : []),
    ...(kind === 'street' && streetId === null ? [at('street', 'place.missing')] : []),
    ...(amount === undefined || amount < 1 ? [at('planned', 'amount.unfit')] : []),
  ]
  if (targetId === undefined || streetId === undefined || unitId === undefined) return complaint(...faults)
  if (faults.length > 0 || amount === undefined) return complaint(...faults)
  const key = JSON.stringify([targetId, kind, kind === 'street' ? streetId : name])
  if (taken.has(key)) return complaint(at(kind === 'street' ? 'street' : 'name', 'part.repeated'))
  taken.add(key)
  const before = knownParts.find(
    (part) =>
      part.target_id === targetId &&
      part.kind === kind &&
      (kind === 'street' ? part.street_id === streetId : part.name === name),
  )
  return {
    ...{ id: before?.id ?? newId(), target_id: targetId, kind, name },
    ...{ street_id: streetId, unit_id: unitId, planned: amount },
    ...{ build: (build ?? null) as BuildKind | null, green_rate: greenRate ?? null },
  }
}

/** Null where nothing is given, undefined where nobody is called so. */
function named(list: Named, given: string | undefined): string | null | undefined {
  if (given === undefined) return null
  return list.find(({ name, code }) => name === given || code === given)?.id
}

function comparedWith<Row extends { id: string }>(
  rows: readonly Row[],
  known: readonly Readonly<Record<string, unknown>>[],
): JudgedSheet<Row> {
  const byId = new Map(known.map((row) => [row['id'], row]))
  const isSame = (row: Row) =>
    Object.entries(row).every(([column, value]) => byId.get(row.id)?.[column] === value)
  const there = rows.filter(({ id }) => byId.has(id))
  const changed = there.filter((row) => !isSame(row))
  return {
    fresh: rows.filter(({ id }) => !byId.has(id)),
    changed,
    same: there.length - changed.length,
  }
}
