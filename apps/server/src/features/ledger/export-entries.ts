import type { LedgerEntryOnWire } from '@chuangyuan/contract/ledger'
import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { streamTexts } from '@chuangyuan/workbook/finding-ledger'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { SheetToWrite, WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { entriesOnWire, entriesWanted, type EntryFilters } from './list-entries.ts'
import { placeNames } from './place-names.ts'
import { ledgerSeen } from './read-ledger.ts'
import { amountText, currencyText, whyText } from './texts.ts'

const title = '失分账'

/** Part of an entry that somebody is charged with, or that a correction takes or gives. */
const chargeSheet = textSheet(
  '分录',
  '危及分值，按现行标准包推算。一笔记在几家名下就有几行，更正另起一行，原行不动。',
  [
    ['number', '问题编号', 9],
    ['kind', '问题类型', 20],
    ['words', '情况', 34],
    ['stream', '工作线', 10],
    ['site', '点位', 20],
    ['street', '属地', 16],
    ['owner', '权属单位', 20],
    ['sponsor', '包挂岗位', 20],
    ['row', '标准条目', 24],
    ['check', '标准核对', 10],
    ['what', '性质', 8],
    ['who', '计在谁名下', 22],
    ['amount', '危及', 14],
    ['unit', '计量', 8],
    ['why', '为什么', 60],
  ],
)

const sumSheet = textSheet('合计', '各单位、各街道最终承担的合计；分、条、否决三项不相加。', [
  ['who', '单位或街道', 26],
  ['points', '危及分值', 14],
  ['items', '危及条数', 14],
  ['vetoes', '否决项份额', 14],
])

export function exportEntries(deps: Deps, by: Session, filters: EntryFilters): Promise<FileReply> {
  return deps.db.read(by, async (tx) => {
    const ledger = await ledgerSeen(deps, tx, by)
    const names = await placeNames(tx)
    const { handbook } = await rulesOf(tx)
    const entries =
      ledger === undefined
        ? []
        : await entriesOnWire(tx, by, ledger, names, entriesWanted(ledger, names, filters))
    const sheets: SheetToWrite[] = [
      {
        definition: chargeSheet,
        rows: entries.flatMap((entry) =>
          chargeRows(entry, kindOf(handbook, entry.finding.kind)?.name ?? entry.finding.kind),
        ),
      },
      { definition: sumSheet, rows: sumRows(entries) },
    ]
    return listFile(title, deps.clock(), sheets)
  })
}

function chargeRows(entry: LedgerEntryOnWire, kind: string): WritableRow[] {
  const { finding, site, street, owner, sponsor, row, currency, why, check, assumed, lost } = entry
  const head = {
    number: finding.number === null ? undefined : String(finding.number),
    kind,
    words: finding.words,
    stream: streamTexts[finding.stream],
    site: site?.name,
    street: street.name,
    owner: owner?.name,
    sponsor: sponsor?.name,
    row: row.name,
    check: [check === 'unverified' ? '待核对' : '已核对', ...(assumed ? ['均分假设'] : [])].join('，'),
    what: lost ? '已失' : '危及',
    unit: currencyText[currency],
  }
  const sentence = whyText(why, currency)
  return [
    ...entry.charges.map(({ to, micro }) => ({
      ...head,
      who: to.name,
      amount: amountText(micro),
      why: sentence,
    })),
    ...entry.corrections.flatMap(({ from, to, micro, words, at }) => {
      const correction = `申诉更正（${officialDay(dayOf(at as Instant))}）：${words}`
      return [
        { ...head, who: from.name, amount: amountText(-micro), why: correction },
        { ...head, who: to.name, amount: amountText(micro), why: correction },
      ]
    }),
  ]
}

function sumRows(entries: readonly LedgerEntryOnWire[]): WritableRow[] {
  const sums = new Map<string, { who: string; points: number; items: number; vetoes: number }>()
  for (const { answers, currency } of entries) {
    for (const { who, micro } of answers) {
      const key = `${who.kind} ${who.id}`
      const sum = sums.get(key) ?? { who: who.name, points: 0, items: 0, vetoes: 0 }
      sum[currency] += micro
      sums.set(key, sum)
    }
  }
  return [...sums.values()]
    .toSorted((one, other) => other.points - one.points || other.items - one.items)
    .map(({ who, points, items, vetoes }) => ({
      who,
      points: amountText(points),
      items: amountText(items),
      vetoes: amountText(vetoes),
    }))
}
