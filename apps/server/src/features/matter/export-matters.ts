import type { exportMatters, exportMeetings, MatterSummary } from '@chuangyuan/contract/matter'
import type { QueryOf } from '@chuangyuan/contract/operation'
import { dayOf, officialDay, type Instant } from '@chuangyuan/domain/day'
import type { MatterKind, MatterStage } from '@chuangyuan/domain/matter/matter'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile, wholeList } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { listMatters } from './read-matters.ts'
import { listMeetings } from './read-meetings.ts'

const kindTexts: Readonly<Record<MatterKind, string>> = {
  decision: '会议议定',
  commitment: '表态承诺',
  'leader-decision': '领导决定',
  order: '创建办交办',
}

const stageTexts: Readonly<Record<MatterStage, string>> = {
  open: '办理中',
  answered: '已报完成',
  done: '已办结',
  dropped: '已撤销',
}

const matterSheet = textSheet('交办台账', '没办结的在前，先到期的在前。', [
  ['title', '事项', 40],
  ['kind', '来源', 12],
  ['meeting', '会议', 26],
  ['unit', '主办单位', 22],
  ['assisting', '协办单位', 30],
  ['dueOn', '限办日期', 16],
  ['stage', '办理情况', 12],
  ['late', '是否超期', 10],
  ['givenBy', '交办人', 14],
  ['givenOn', '交办日期', 16],
])

const meetingSheet = textSheet('会议台账', '最近的在前；议定事项在交办台账里逐件列出。', [
  ['title', '会议名称', 30],
  ['heldOn', '日期', 16],
  ['place', '地点', 18],
  ['attendees', '参加人员', 30],
  ['agenda', '议题', 40],
  ['words', '纪要', 50],
  ['decisions', '议定事项（件）', 14],
  ['openDecisions', '未办结（件）', 14],
])

export async function exportMattersFile(
  deps: Deps,
  by: Session,
  filters: QueryOf<typeof exportMatters>,
): Promise<FileReply> {
  const { rows } = await listMatters(deps, by, { ...filters, ...wholeList })
  return listFile(matterSheet.name, deps.clock(), [{ definition: matterSheet, rows: rows.map(matterRow) }])
}

function matterRow({ title, kind, meeting, unit, assisting, dueOn, stage, ...matter }: MatterSummary) {
  return {
    ...{ title, kind: kindTexts[kind], meeting: meeting?.name, unit: unit.name },
    assisting: assisting.map(({ name }) => name).join('、'),
    ...{ dueOn: officialDay(dueOn), stage: stageTexts[stage], late: matter.late ? '超期' : '' },
    ...{ givenBy: matter.givenBy, givenOn: officialDay(dayOf(matter.givenAt as Instant)) },
  }
}

export async function exportMeetingsFile(
  deps: Deps,
  by: Session,
  filters: QueryOf<typeof exportMeetings>,
): Promise<FileReply> {
  const { rows } = await listMeetings(deps, by, { ...filters, ...wholeList })
  const lines = rows.map(({ heldOn, agenda, decisions, openDecisions, ...meeting }) => ({
    ...{ title: meeting.title, place: meeting.place, attendees: meeting.attendees, words: meeting.words },
    ...{ heldOn: officialDay(heldOn), agenda: agenda.join('；') },
    ...{ decisions: String(decisions), openDecisions: String(openDecisions) },
  }))
  return listFile(meetingSheet.name, deps.clock(), [{ definition: meetingSheet, rows: lines }])
}
