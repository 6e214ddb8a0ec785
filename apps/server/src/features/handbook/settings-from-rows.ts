import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { Fault, GoodRow, Origin } from './row-origin.ts'
import { faultText } from './texts.ts'
import type { SettingValues } from './workbook-sheets.ts'

type Row = GoodRow<SettingValues>

/** What the sheet 时限与升级 makes of the settings. Those that it does not name stay as they are. */
export function settingsFrom(
  before: Handbook,
  rows: readonly Row[],
  fault: Fault,
): { readonly draft: object; readonly origins: readonly Origin[] } {
  const of = (setting: string) => rows.filter(({ values }) => values.setting === setting)
  const hours = of('hours')
  const ladder = of('ladder')
  const duplicate = of('duplicateMetres')[0]
  const recheck = of('recheck')[0]
  const rework = of('rework')[0]
  const deferred = of('deferred')[0]
  const draft = {
    ...(hours.length === 0 ? {} : { hours: hours.map((row) => spanOf(row, fault)) }),
    ...(ladder.length === 0
      ? {}
      : {
          ladder: ladder.map(({ values: { level, amount, unit } }) => ({ level, after: { amount, unit } })),
        }),
    ...(duplicate === undefined ? {} : { duplicateMetres: duplicate.values.amount }),
    ...(recheck === undefined ? {} : { recheck: { afterDays: recheck.values.amount } }),
    denominators: {
      rework: rework === undefined ? before.denominators.rework : rework.values.counting,
      deferred: deferred === undefined ? before.denominators.deferred : deferred.values.counting,
    },
    basis: {
      ...before.basis,
      ...sourced('hours', hours[0]),
      ...sourced('ladder', ladder[0]),
      ...sourced('duplicateMetres', duplicate),
      ...sourced('recheck', recheck),
      ...sourced('denominators', rework ?? deferred),
    },
  }
  return { draft, origins: [...originsOf('hours', hours), ...originsOf('ladder', ladder)] }
}

function sourced(setting: string, row: Row | undefined): object {
  if (row === undefined) return {}
  const { source, status } = row.values
  return { [setting]: { source, status } }
}

function originsOf(list: 'hours' | 'ladder', rows: readonly Row[]): readonly Origin[] {
  return rows.map(({ rowNumber }, at) => ({ list, row: `#${String(at + 1)}`, sheet: 'settings', rowNumber }))
}

function spanOf({ values, rowNumber }: Row, fault: Fault) {
  const at = (column: 'from' | 'to') => {
    const match = /^(\d{1,2})[:：](\d{2})$/.exec(values[column] ?? '')
    if (match === null) fault('settings', { rowNumber, id: '' }, column, faultText.notATime)
    return Number(match?.[1]) * 60 + Number(match?.[2])
  }
  return { from: at('from'), to: at('to') }
}
