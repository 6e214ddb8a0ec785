import type { LedgerAppeal, exportAppeals as operation } from '@chuangyuan/contract/ledger'
import type { QueryOf } from '@chuangyuan/contract/operation'
import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { appealsOnWire, appealsSeen } from './appeal.ts'
import { amountText, currencyText } from './texts.ts'

const sheet = textSheet('申诉与更正', '申诉不改原分录；更正另记一笔，见失分账。', [
  ['number', '问题编号', 9],
  ['kind', '问题类型', 20],
  ['row', '标准条目', 24],
  ['by', '申诉单位', 22],
  ['amount', '申诉时危及', 12],
  ['unit', '计量', 8],
  ['reason', '理由', 40],
  ['appealedOn', '申诉日期', 16],
  ['outcome', '决定', 12],
  ['to', '改计到', 22],
  ['percent', '改计百分比', 10],
  ['words', '决定说明', 40],
  ['decidedOn', '决定日期', 16],
])

export function exportAppeals(
  { db, clock }: Deps,
  by: Session,
  { state, appeal }: QueryOf<typeof operation>,
): Promise<FileReply> {
  return db.read(by, async (tx) => {
    const ids = appeal === undefined ? undefined : [appeal]
    const appeals = await appealsOnWire(tx, await appealsSeen(tx, by, { state, ids }))
    const { handbook } = await rulesOf(tx)
    const rows = appeals.map((each) => appealRow(each, kindOf(handbook, each.kind)?.name ?? each.kind))
    return listFile(sheet.name, clock(), [{ definition: sheet, rows }])
  })
}

function appealRow(
  { number, row, by, microThen, currency, reason, appealedAt, decision }: LedgerAppeal,
  kind: string,
): WritableRow {
  const day = (at: number) => officialDay(dayOf(at as Instant))
  return {
    number: number === null ? undefined : String(number),
    ...{ kind, row: row.name, by: by.name, reason, appealedOn: day(appealedAt) },
    ...{ amount: amountText(microThen), unit: currencyText[currency] },
    outcome: decision === null ? '待决定' : decision.upheld ? '更正' : '维持',
    to: decision?.to?.name,
    percent: decision?.percent == null ? undefined : `${String(decision.percent)}%`,
    words: decision?.words,
    decidedOn: decision === null ? undefined : day(decision.at),
  }
}
