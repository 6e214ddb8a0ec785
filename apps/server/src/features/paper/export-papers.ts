import type { QueryOf } from '@chuangyuan/contract/operation'
import type { exportPapers as operation } from '@chuangyuan/contract/paper'
import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import type { PaperStage } from '@chuangyuan/domain/paper/paper'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile, wholeList } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { listPapers } from './read-papers.ts'
import { kindTexts } from './texts.ts'

const stageTexts: Readonly<Record<PaperStage, string>> = {
  drafted: '待送审',
  'in-review': '待审核',
  'to-sign': '待签发',
  signed: '待印发',
  issued: '已印发',
  withdrawn: '已作废',
}

const sheet = textSheet('公文登记簿', '文号在印发时取得，不跳号、不重号。', [
  ['number', '文号', 24],
  ['kind', '种类', 14],
  ['title', '标题', 46],
  ['addressed', '主送', 24],
  ['findings', '所列问题（件）', 14],
  ['batch', '批次', 8],
  ['stage', '环节', 10],
  ['draftedBy', '拟稿人', 14],
  ['draftedOn', '拟稿日期', 16],
  ['issuedOn', '印发日期', 16],
])

export async function exportRegister(
  deps: Deps,
  by: Session,
  filters: QueryOf<typeof operation>,
): Promise<FileReply> {
  const { rows } = await listPapers(deps, by, { ...filters, ...wholeList })
  const day = (at: number) => officialDay(dayOf(at as Instant))
  const lines = rows.map(({ number, kind, title, addressed, findings, batch, stage, ...paper }) => ({
    ...{ number: number ?? undefined, kind: kindTexts[kind], title, addressed },
    ...{ findings: String(findings), batch: batch === null ? undefined : String(batch) },
    ...{ stage: stageTexts[stage], draftedBy: paper.draftedBy, draftedOn: day(paper.draftedAt) },
    issuedOn: paper.issuedAt === null ? undefined : day(paper.issuedAt),
  }))
  return listFile(sheet.name, deps.clock(), [{ definition: sheet, rows: lines }])
}
