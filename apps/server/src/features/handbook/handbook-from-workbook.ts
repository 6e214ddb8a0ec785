import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { rowsIn, type WorkbookReading } from '@chuangyuan/workbook/read-workbook'
import { itemsOf, siteKindsOf } from './cell-words.ts'
import { checklistsFrom } from './checklists-from-rows.ts'
import type { Fault, GoodRow, Origin } from './row-origin.ts'
import { settingsFrom } from './settings-from-rows.ts'
import type { handbookSheets, CycleValues, KindValues } from './workbook-sheets.ts'

export type Reading = WorkbookReading<typeof handbookSheets>

/**
 * What a workbook makes of a handbook: a draft, still to be checked as a whole. Kinds and lines that are
 * missing from their sheets stay as they are.
 */
export function handbookFromWorkbook(
  before: Handbook,
  { sheets }: Reading,
  fault: Fault,
): { readonly draft: unknown; readonly origins: readonly Origin[] } {
  const kindRows = rowsIn(sheets.kinds)
  const checklists = checklistsFrom(before.checklists, rowsIn(sheets.entries), fault)
  const settings = settingsFrom(before, rowsIn(sheets.settings), fault)
  const cycleRows = rowsIn(sheets.cycles)
  const draft = {
    ...before,
    kinds: kindsFrom(before, kindRows, fault),
    checklists: checklists.drafts,
    ...settings.draft,
    ...(cycleRows.length === 0 ? {} : { cycleDays: cycleRows.map((row) => cycleOf(row, fault)) }),
  }
  const origins: readonly Origin[] = [
    ...kindRows.map(
      ({ values, rowNumber }) => ({ list: 'kinds', row: values.id, sheet: 'kinds', rowNumber }) as const,
    ),
    ...checklists.origins,
    ...settings.origins,
    ...cycleRows.map(
      ({ rowNumber }, at) =>
        ({ list: 'cycleDays', row: `#${String(at + 1)}`, sheet: 'cycles', rowNumber }) as const,
    ),
  ]
  // As it would arrive over HTTP: fields without a value are not there.
  return { draft: JSON.parse(JSON.stringify(draft)) as unknown, origins }
}

function kindsFrom(
  { kinds }: Handbook,
  rows: readonly GoodRow<KindValues>[],
  fault: Fault,
): readonly unknown[] {
  const byId = new Map(rows.map((row) => [row.values.id, row]))
  const known = new Set(kinds.map(({ id }) => id))
  const kept = kinds.flatMap((kind): readonly unknown[] => {
    const row = byId.get(kind.id)
    if (row === undefined) return [kind]
    return row.values.remove === true ? [] : [kindOf(row, fault)]
  })
  const added = rows.filter(({ values: { id, remove } }) => !known.has(id) && remove !== true)
  return [...kept, ...added.map((row) => kindOf(row, fault))]
}

function kindOf({ values, rowNumber }: GoodRow<KindValues>, fault: Fault): unknown {
  const { id, name, stream, severity, amount, unit, urgentAmount, urgentUnit, source, status } = values
  const at = { rowNumber, id }
  const season = {
    months: values.months?.map((month) => Number(month.replace(/月$/, ''))),
    interim: values.interim,
    interimLimit: { amount: values.interimAmount, unit: values.interimUnit },
  }
  const said = [values.months, values.interim, values.interimAmount, values.interimUnit]
  return {
    ...{ id, name, stream, severity, source, status },
    limit: { amount, unit },
    urgentLimit: { amount: urgentAmount, unit: urgentUnit },
    ...(said.every((cell) => cell === undefined) ? {} : { season }),
    items: itemsOf(values.items, (reason) => {
      fault('kinds', at, 'items', reason)
    }),
    siteKinds: siteKindsOf(values.siteKinds, (reason) => {
      fault('kinds', at, 'siteKinds', reason)
    }),
  }
}

function cycleOf({ values, rowNumber }: GoodRow<CycleValues>, fault: Fault): unknown {
  const { days, source, status } = values
  const named = siteKindsOf(values.siteKinds, (reason) => {
    fault('cycles', { rowNumber, id: '' }, 'siteKinds', reason)
  })
  return { siteKinds: named, days, source, status }
}
