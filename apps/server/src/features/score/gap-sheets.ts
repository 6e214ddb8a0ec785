import type { AssessedItem, Assessment } from '@chuangyuan/domain/assessment/assessment'
import { shortageInWords } from '@chuangyuan/domain/assessment/shortage'
import { officialDay } from '@chuangyuan/domain/day'
import type { RowId } from '@chuangyuan/domain/standard/pack'
import type { SheetDefinition } from '@chuangyuan/workbook/sheet-definition'
import type { SheetToWrite, WritableRow } from '@chuangyuan/workbook/write-workbook'
import {
  amountText,
  unmetClauses,
  checkText,
  headings,
  outcomeText,
  reasonText,
  thresholdText,
  verdictText,
} from './texts.ts'

const text = (key: string, heading: string, width: number) =>
  ({ key, heading, kind: 'text', width, example: '' }) as const

const itemSheet = {
  name: headings.items,
  purpose: headings.itemsPurpose,
  columns: [
    text('mark', '性质', 9),
    text('number', '编号', 7),
    text('name', '条目', 24),
    text('verdict', '结论', 8),
    text('figure', '现值', 15),
    text('threshold', '要求', 14),
    text('gap', '差距', 22),
    text('reason', '未评原因', 18),
    text('source', '数据来源', 22),
    text('asOf', '数据日期', 14),
    text('lead', '牵头单位', 18),
    text('check', '标准核对', 8),
  ],
} as const satisfies SheetDefinition

const zoneSheet = {
  name: headings.zones,
  purpose: headings.zonesPurpose,
  columns: [
    text('zone', '街道', 16),
    text('item', '条目', 34),
    text('figure', '现值', 15),
    text('threshold', '要求', 14),
    text('outcome', '对照', 10),
    text('gap', '差距', 22),
    text('binding', '是否要求到街道', 14),
  ],
} as const satisfies SheetDefinition

/** What is lost and what nobody has assessed, gates and vetoes first, and the table by street, as sheets. */
export function gapSheets(
  assessment: Assessment,
  leadsOf: (row: RowId) => readonly string[],
): SheetToWrite[] {
  return [
    {
      definition: itemSheet,
      rows: gapsOf(assessment).map((item) => itemRow(item, leadsOf(item.row))),
    },
    { definition: zoneSheet, rows: zoneRows(assessment) },
  ]
}

/** Gates and vetoes first, then what is lost, then what is not assessed. A bonus not won is no gap. */
export function gapsOf({ rows }: Assessment): AssessedItem[] {
  return rows
    .filter(({ verdict, bonus }) => bonus === undefined && (verdict === 'lost' || verdict === 'not-assessed'))
    .toSorted((a, b) => rank(a) - rank(b))
}

function rank({ entryGate, veto, verdict }: AssessedItem): number {
  return (entryGate === 'none' ? 2 : 0) + (veto === 'none' ? 1 : 0) + (verdict === 'lost' ? 0 : 4)
}

/** One line of the list. */
export function itemRow(item: AssessedItem, leads: readonly string[]): WritableRow {
  const { requirement, reason } = item
  const figure = requirement?.figure
  const unit = requirement?.unit ?? figure?.unit
  const value = requirement?.value ?? figure?.value
  return {
    mark: [item.entryGate === 'none' ? '' : headings.gate, item.veto === 'none' ? '' : headings.veto]
      .filter((each) => each !== '')
      .join('、'),
    number: item.number,
    name: item.name,
    verdict: verdictText[item.verdict],
    figure: value === undefined || unit === undefined ? undefined : amountText(value, unit),
    threshold: thresholdText(item),
    gap: gapText(item),
    reason: reason === undefined ? undefined : reasonText[reason.code],
    source: figure?.source,
    asOf: figure?.asOf === undefined ? undefined : officialDay(figure.asOf),
    lead: leads.join('、'),
    check: checkText[item.check],
  }
}

function gapText({ shortages, clauses = [] }: AssessedItem): string {
  const unmet = clauses.filter(({ outcome }) => outcome === 'short').length
  return [...shortages.map(shortageInWords), ...(unmet === 0 ? [] : [unmetClauses(unmet)])].join('；')
}

function zoneRows({ zones, rows }: Assessment): WritableRow[] {
  const names = new Map(rows.map(({ row, name }) => [row, name]))
  return zones.flatMap(({ name: zone, cells }) =>
    cells.map(({ row, figure, threshold, outcome, shortage, binding }) => ({
      zone,
      item: names.get(row) ?? row,
      figure: figure === undefined ? undefined : amountText(figure.value, figure.unit),
      threshold:
        threshold === undefined || figure === undefined
          ? undefined
          : amountText(threshold.value, figure.unit),
      outcome: outcomeText[outcome],
      gap: shortage === undefined ? undefined : shortageInWords(shortage),
      binding: binding ? '是' : '否（仅供比较）',
    })),
  )
}
