import type { Handbook, PackItems } from '@chuangyuan/domain/handbook/handbook'
import { siteKinds, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import { workbookNotes } from './texts.ts'
import {
  cycleSheet,
  entrySheet,
  kindSheet,
  settingSheet,
  stampSheet,
  type CycleValues,
  type EntryValues,
  type KindValues,
  type SettingValues,
} from './workbook-sheets.ts'

/** A handbook as a workbook that can be changed and read back. */
export function workbookOf(handbook: Handbook, version: number): Promise<Uint8Array> {
  return writeWorkbook({
    title: '督查手册',
    sheets: [
      { definition: kindSheet, rows: kindRows(handbook) },
      { definition: entrySheet, rows: entryRows(handbook) },
      { definition: settingSheet, rows: settingRows(handbook) },
      { definition: cycleSheet, rows: cycleRows(handbook) },
      { definition: stampSheet, rows: [{ version, counts: countsOf(handbook) }] },
    ],
    template: { notes: workbookNotes },
  })
}

function kindRows({ kinds }: Handbook): readonly KindValues[] {
  return kinds.map((kind) => ({
    id: kind.id,
    name: kind.name,
    stream: kind.stream,
    severity: kind.severity,
    amount: kind.limit.amount,
    unit: kind.limit.unit,
    urgentAmount: kind.urgentLimit.amount,
    urgentUnit: kind.urgentLimit.unit,
    months: kind.season?.months.map(String),
    interim: kind.season?.interim,
    interimAmount: kind.season?.interimLimit.amount,
    interimUnit: kind.season?.interimLimit.unit,
    siteKinds: labelsOf(kind.siteKinds),
    items: itemTexts(kind.items),
    source: kind.source,
    status: kind.status,
    remove: undefined,
  }))
}

function entryRows({ checklists }: Handbook): readonly EntryValues[] {
  return checklists.flatMap((checklist) =>
    checklist.entries.map((entry, at) => ({
      checklist: checklist.id,
      checklistName: at === 0 ? checklist.name : undefined,
      siteKinds: at === 0 ? labelsOf(checklist.siteKinds) : undefined,
      id: entry.id,
      text: entry.text,
      kind: entry.kind,
      items: itemTexts(entry.items ?? {}),
      source: entry.source,
      status: entry.status,
      remove: undefined,
    })),
  )
}

function settingRows({ hours, ladder, duplicateMetres, recheck, denominators, basis }: Handbook) {
  const row = (values: Partial<SettingValues> & Pick<SettingValues, 'setting' | 'source' | 'status'>) =>
    values
  return [
    ...hours.map(({ from, to }) =>
      row({ setting: 'hours', from: timeText(from), to: timeText(to), ...basis.hours }),
    ),
    ...ladder.map(({ level, after }) => row({ setting: 'ladder', level, ...after, ...basis.ladder })),
    row({ setting: 'duplicateMetres', amount: duplicateMetres, ...basis.duplicateMetres }),
    row({ setting: 'recheck', amount: recheck.afterDays, ...basis.recheck }),
    row({ setting: 'rework', counting: denominators.rework, ...basis.denominators }),
    row({ setting: 'deferred', counting: denominators.deferred, ...basis.denominators }),
  ]
}

function cycleRows({ cycleDays }: Handbook): readonly CycleValues[] {
  return cycleDays.map(({ siteKinds: kinds, ...cycle }) => ({ ...cycle, siteKinds: labelsOf(kinds) ?? [] }))
}

/** Minutes after midnight as a clerk writes them: `8:30`. */
function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60))}:${String(minutes % 60).padStart(2, '0')}`
}

function labelsOf(kinds: readonly SiteKind[]): readonly string[] | undefined {
  return kinds.length === 0 ? undefined : kinds.map((kind) => siteKinds[kind])
}

function itemTexts(items: PackItems): readonly string[] | undefined {
  const texts = Object.entries(items).flatMap(([packKey, ids]) => ids.map((id) => `${packKey}:${id}`))
  return texts.length === 0 ? undefined : texts
}

function countsOf({ kinds, checklists, cycleDays, basis }: Handbook): string {
  const rows = [
    ...kinds,
    ...checklists.flatMap(({ entries }) => entries),
    ...cycleDays,
    ...Object.values(basis),
  ]
  const verified = rows.filter(({ status }) => status === 'verified').length
  return `已核对 ${String(verified)} 行，待核对 ${String(rows.length - verified)} 行`
}
