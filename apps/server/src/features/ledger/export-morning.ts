import type { exportMorning as operation } from '@chuangyuan/contract/ledger'
import type { QueryOf } from '@chuangyuan/contract/operation'
import { kindOf } from '@chuangyuan/domain/handbook/handbook'
import { stageTexts } from '@chuangyuan/workbook/finding-ledger'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile, wholeList } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { rulesOf } from '../finding/public.ts'
import { morningOf } from './morning.ts'
import { amountText } from './texts.ts'

const sheet = textSheet('今日先办', '否决项在前，其余按每工时危及多少、还剩多少工时排。', [
  ['place', '顺序', 8],
  ['number', '问题编号', 10],
  ['kind', '问题类型', 22],
  ['words', '情况', 36],
  ['stage', '环节', 10],
  ['site', '点位', 22],
  ['street', '街道', 16],
  ['unit', '责任单位', 22],
  ['points', '危及分值', 12],
  ['items', '危及条数', 12],
  ['vetoes', '否决项份额', 12],
  ['effort', '所需工时', 10],
  ['left', '剩余工时', 10],
  ['until', '截止依据', 12],
])

export async function exportMorningFile(
  deps: Deps,
  by: Session,
  filters: QueryOf<typeof operation>,
): Promise<FileReply> {
  const { rows } = await morningOf(deps, by, { ...filters, ...wholeList })
  const { handbook } = await deps.db.read(by, rulesOf)
  const lines = rows.map(({ finding, site, street, unit, hoursLeft, until, ...row }, at) => ({
    place: String(at + 1),
    number: finding.number === null ? undefined : String(finding.number),
    kind: kindOf(handbook, finding.kind)?.name ?? finding.kind,
    ...{ words: finding.words, stage: stageTexts[finding.stage] },
    ...{ site: site?.name, street: street.name, unit: unit?.name },
    ...{ points: amountText(row.points), items: amountText(row.items), vetoes: amountText(row.vetoes) },
    effort: String(row.effortHours),
    left: hoursLeft === null ? undefined : hoursLeft.toFixed(1),
    until: until === null ? undefined : until === 'due' ? '整改期限' : '迎检日',
  }))
  return listFile(sheet.name, deps.clock(), [{ definition: sheet, rows: lines }])
}
