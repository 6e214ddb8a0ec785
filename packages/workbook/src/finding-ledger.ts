import type { FindingStage } from '@chuangyuan/domain/finding/finding'
import type { Severity, Stream } from '@chuangyuan/domain/handbook/handbook'
import type { SheetDefinition } from './sheet-definition.ts'

export const ledgerTitle = '问题台账'

/** The stage, said as what is to be done next. */
export const stageTexts: Readonly<Record<FindingStage, string>> = {
  reported: '待立案',
  filed: '待派遣',
  dispatched: '待报措施',
  planned: '整改中',
  'measures-filed': '待核措施',
  'measures-passed': '待核效果',
  closed: '已销号',
  suspended: '挂账',
  void: '已作废',
  merged: '已并案',
}

export const streamTexts: Readonly<Record<Stream, string>> = {
  greening: '绿化',
  'clean-up': '环境整治',
  dossier: '软件资料',
  publicity: '宣传',
}

export const severityTexts: Readonly<Record<Severity, string>> = {
  minor: '轻微',
  ordinary: '一般',
  major: '严重',
}

function choicesOf<Value extends string>(labels: Readonly<Record<Value, string>>) {
  return Object.entries<string>(labels).map(([value, label]) => ({ value, label }))
}

export const severityChoices = choicesOf(severityTexts)

/** The ledger of findings (问题台账), one line a finding, with the columns of the ledgers that offices keep on paper. */
export const findingLedger = {
  name: ledgerTitle,
  aliases: ['整改台账'],
  purpose: '全部问题：谁发现、谁负责、何时到期、走到哪一步。',
  columns: [
    { key: 'number', heading: '编号', kind: 'number', integer: true, width: 8, example: '1' },
    {
      key: 'stage',
      heading: '环节',
      kind: 'one-of',
      choices: choicesOf(stageTexts),
      width: 11,
      example: '整改中',
    },
    { key: 'kind', heading: '问题类型', kind: 'text', example: '苗木枯死缺株' },
    {
      key: 'stream',
      heading: '工作线',
      kind: 'one-of',
      choices: choicesOf(streamTexts),
      width: 11,
      example: '绿化',
    },
    {
      key: 'severity',
      heading: '严重程度',
      kind: 'one-of',
      choices: severityChoices,
      width: 9,
      example: '一般',
    },
    { key: 'siteCode', heading: '点位编号', kind: 'code', width: 12, example: 'G-001' },
    { key: 'siteName', heading: '点位名称', kind: 'text', example: '湖滨公园' },
    { key: 'street', heading: '街道', kind: 'text', width: 14, example: '古槐街道' },
    { key: 'address', heading: '位置', kind: 'text', width: 22, example: '东门内' },
    { key: 'words', heading: '问题描述', kind: 'text', width: 36, example: '行道树枯死两株' },
    { key: 'foundOn', heading: '发现时间', kind: 'day', width: 16, example: '2026年3月5日' },
    {
      key: 'finder',
      heading: '发现人',
      aliases: ['真实反映人', '反映人'],
      kind: 'text',
      width: 12,
      example: '王五',
    },
    { key: 'unit', heading: '责任单位', aliases: ['牵头单位'], kind: 'text', example: '区园林中心' },
    { key: 'assisting', heading: '协办单位', kind: 'list', example: '区城管局、区住建局' },
    { key: 'responsible', heading: '责任人', kind: 'text', width: 12, example: '赵一' },
    { key: 'dispatchedOn', heading: '派遣时间', kind: 'day', width: 16, example: '2026年3月6日' },
    {
      key: 'dueOn',
      heading: '时限',
      aliases: ['整改时限'],
      kind: 'day',
      width: 16,
      example: '2026年3月13日',
    },
    { key: 'overdue', heading: '是否超期', kind: 'yes-no', width: 9, example: '否' },
    { key: 'closedOn', heading: '销号时间', kind: 'day', width: 16, example: '2026年3月12日' },
    { key: 'rework', heading: '返工次数', kind: 'number', integer: true, min: 0, width: 9, example: '0' },
    { key: 'extended', heading: '延期次数', kind: 'number', integer: true, min: 0, width: 9, example: '0' },
    { key: 'photos', heading: '照片数', kind: 'number', integer: true, min: 0, width: 8, example: '2' },
  ],
} as const satisfies SheetDefinition
