import type { FindingSummary } from '@chuangyuan/contract/finding'
import { dayOf, officialDay, startOfDay, type Instant } from '@chuangyuan/domain/day'
import type { Filling } from '@chuangyuan/domain/paper/fields'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { severityTexts, stageTexts } from '@chuangyuan/workbook/finding-ledger'
import type { ReadTx } from '../../db/transact.ts'
import { summaryOf, type FindingRow, type Rules } from '../finding/public.ts'
import { latestPacks } from '../pack/public.ts'

/** By `pack item`. */
export type ItemNames = ReadonlyMap<string, string>

/** Says findings as a paper lists them. */
export function findingLines(
  items: ItemNames,
  rows: readonly FindingRow[],
  { handbook }: Rules,
  now: Instant,
): Filling[] {
  const kinds = new Map(handbook.kinds.map(({ id, name }) => [id, name]))
  return rows.map((row, index) => {
    const summary = summaryOf(row, now)
    return {
      序号: String(index + 1),
      编号: summary.number === null ? '未立案' : String(summary.number),
      点位: summary.site?.name ?? '—',
      位置: `${summary.street.name}${summary.address}`,
      问题: [kinds.get(summary.kind) ?? summary.kind, summary.words].filter((text) => text !== '').join('：'),
      // Standards of several years name the same item.
      条目: [
        ...new Set(
          row.finding.items.flatMap(({ packKey, itemId }) => items.get(`${packKey} ${itemId}`) ?? []),
        ),
      ].join('、'),
      程度: severityTexts[summary.severity],
      责任单位: summary.unit?.name ?? '未派遣',
      期限: dueText(summary),
      状态: stageTexts[summary.stage],
    }
  })
}

/** Names of the items of every standard; read once, whatever the number of papers. */
export async function itemNames({ query, districtId }: ReadTx): Promise<ItemNames> {
  const packs = await latestPacks(query, districtId)
  return new Map(
    packs.flatMap((pack) => rowsOf(pack).map(({ row }) => [`${pack.id} ${row.id}`, row.name] as const)),
  )
}

function dueText({ dueAt, overdue }: FindingSummary): string {
  if (dueAt === null) return '—'
  return `${momentText(dueAt as Instant)}${overdue ? '（已逾期）' : ''}`
}

/** `2026年3月5日18时`, with the minutes where there are any. */
export function momentText(at: Instant): string {
  const minutes = Math.floor((at - startOfDay(dayOf(at))) / 60_000)
  const [hour, minute] = [Math.floor(minutes / 60), minutes % 60]
  return `${officialDay(dayOf(at))}${String(hour)}时${minute === 0 ? '' : `${String(minute)}分`}`
}
