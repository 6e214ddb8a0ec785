import { findRow, type Pack, type Row } from '@chuangyuan/domain/standard/pack'
import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'
import type { LineColumn, LineKind } from './workbook-sheets.ts'

/** The cell of the workbook where a problem of the pack was written. */
export type Spot =
  | {
      readonly sheet: 'lines'
      readonly id: string
      readonly line: LineKind
      readonly part: string | undefined
      readonly column: LineColumn
    }
  | { readonly sheet: 'quantities' | 'sources'; readonly id: string; readonly column: string }

export function spotOf({ row, quantity, field, path }: PackProblem, before: Pack): Spot {
  if (quantity !== undefined) return { sheet: 'quantities', id: quantity, column: columnOf(field) }
  if (row !== undefined) return { sheet: 'lines', id: row, ...lineOf(findRow(before, row), field) }
  const [, list, at] = path.split('/')
  const source = list === 'sources' ? before.sources[Number(at)] : undefined
  return { sheet: 'sources', id: source?.id ?? '', column: columnOf(field.split('.').slice(2).join('.')) }
}

function lineOf(
  row: Row | undefined,
  field: string,
): { readonly line: LineKind; readonly part: string | undefined; readonly column: LineColumn } {
  const threshold = /^(requirement\..*?(thresholds|allowances)\.\d+)\.?(.*)$/.exec(field)
  if (threshold !== null) {
    const [, entry = '', list, rest = ''] = threshold
    return list === 'thresholds'
      ? { line: 'threshold', part: `${entry}.value`, column: thresholdColumn(rest) }
      : { line: 'allowance', part: `${entry}.change`, column: thresholdColumn(rest) }
  }
  const [list, at, ...rest] = field.split('.')
  const column = columnOf(rest.join('.'))
  if (list === 'clauses' && row?.kind === 'qualitative') {
    return { line: 'clause', part: `clauses.${row.clauses[Number(at)]?.id ?? ''}.text`, column }
  }
  if (list === 'evidence')
    return { line: 'evidence', part: `evidence.${row?.evidence?.[Number(at)]?.id ?? ''}`, column }
  if (list === 'scoring') return { line: 'points', part: `scoring.${at ?? 'full'}.value`, column: 'value' }
  return { line: 'row', part: undefined, column: columnOf(field) }
}

function thresholdColumn(field: string): LineColumn {
  const columns: Readonly<Record<string, LineColumn>> = {
    value: 'value',
    change: 'value',
    upper: 'upper',
    tier: 'tiers',
    'when.size': 'size',
    'when.region': 'region',
  }
  return columns[field] ?? (field.startsWith('check') ? columnOf(field) : 'value')
}

function columnOf(field: string): LineColumn {
  const [first, second] = field.split('.')
  if (first === 'check') return second === 'sources' || second === 'by' || second === 'on' ? second : 'status'
  const columns: Readonly<Record<string, LineColumn>> = {
    name: 'name',
    text: 'name',
    number: 'number',
    note: 'note',
    kind: 'kind',
    tiers: 'tiers',
    methods: 'methods',
    duty: 'lead',
    clause: 'document',
    standsFor: 'standsFor',
    document: 'subject',
    certificate: 'subject',
    unit: 'unit',
  }
  return columns[first ?? ''] ?? 'id'
}
