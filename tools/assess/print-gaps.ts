import type { AssessedItem, Assessment } from '@chuangyuan/domain/assessment/assessment'
import type { FourPart } from '@chuangyuan/domain/assessment/four-part'
import { shortageInWords } from '@chuangyuan/domain/assessment/shortage'
import { officialDay } from '@chuangyuan/domain/day'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { gapsOf } from '../../apps/server/src/features/score/gap-sheets.ts'
import {
  amountText,
  checkText,
  headings,
  outcomeText,
  reasonText,
  thresholdText,
  verdictText,
} from '../../apps/server/src/features/score/texts.ts'

/** The gap list as a table for a terminal. No total stands without its unassessed part. */
export function printGaps(pack: Pack, assessment: Assessment): string {
  const { today, items, points, zones, rows, unverified } = assessment
  const names = new Map(rows.map(({ row, name }) => [row, name]))
  return [
    `${pack.title}　${officialDay(today)}`,
    `条目：${fourParts(items)}${points === undefined ? '' : `\n分值：${fourParts(points)}`}`,
    ...(unverified.items === 0
      ? []
      : [`其中 ${String(unverified.items)} 条所据标准原文${checkText.unverified}`]),
    '',
    ...table(
      ['性质', '编号', '条目', '结论', '现值', '要求', '差距或原因', '标准'],
      gapsOf(assessment).map(gapLine),
    ),
    ...(zones.length === 0 ? [] : ['', headings.zones]),
    ...table(
      ['街道', '条目', '现值', '阈值', '对照'],
      zones.flatMap(({ name, cells }) =>
        cells.map(({ row, figure, threshold, outcome }) => [
          name,
          names.get(row) ?? row,
          figure === undefined ? '—' : amountText(figure.value, figure.unit),
          threshold === undefined || figure === undefined ? '—' : amountText(threshold.value, figure.unit),
          outcomeText[outcome],
        ]),
      ),
    ),
  ].join('\n')
}

function fourParts({ earned, lost, notAssessed, notApplicable }: FourPart): string {
  return [
    `${verdictText.earned} ${String(earned)}`,
    `${verdictText.lost} ${String(lost)}`,
    `${verdictText['not-assessed']} ${String(notAssessed)}`,
    `${verdictText['not-applicable']} ${String(notApplicable)}`,
  ].join('，')
}

function gapLine(item: AssessedItem): string[] {
  const { requirement, shortages, reason } = item
  const figure = requirement?.figure
  const unit = requirement?.unit ?? figure?.unit
  const value = requirement?.value ?? figure?.value
  return [
    [item.entryGate === 'none' ? '' : headings.gate, item.veto === 'none' ? '' : headings.veto]
      .filter((word) => word !== '')
      .join('、'),
    item.number ?? '',
    item.name,
    verdictText[item.verdict],
    value === undefined || unit === undefined ? '—' : amountText(value, unit),
    thresholdText(item),
    shortages.length > 0
      ? shortages.map(shortageInWords).join('；')
      : reason === undefined
        ? ''
        : reasonText[reason.code],
    checkText[item.check],
  ]
}

/** Columns as wide as their widest cell; a Chinese character takes two places. */
function table(head: readonly string[], lines: readonly (readonly string[])[]): string[] {
  if (lines.length === 0) return []
  const widths = head.map((_, at) => Math.max(...[head, ...lines].map((line) => places(line[at] ?? ''))))
  const set = (line: readonly string[]) =>
    widths
      .map((width, at) => (line[at] ?? '') + ' '.repeat(width - places(line[at] ?? '')))
      .join('  ')
      .trimEnd()
  return [set(head), set(widths.map((width) => '─'.repeat(width))), ...lines.map(set)]
}

function places(text: string): number {
  return Array.from(text).reduce(
    (sum, character) => sum + (/[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u.test(character) ? 2 : 1),
    0,
  )
}
