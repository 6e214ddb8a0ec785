import { limitUnits, type LimitUnit } from '@chuangyuan/domain/calendar/limit'
import {
  ladderLevels,
  severities,
  streams,
  type LadderLevel,
  type Severity,
  type Stream,
} from '@chuangyuan/domain/handbook/handbook'
import { checkStatuses, type CheckStatus } from '@chuangyuan/domain/standard/check'
import type { Choice, RowValues, SheetDefinition } from '@chuangyuan/workbook/sheet-definition'

const streamLabels: Readonly<Record<Stream, string>> = {
  greening: '绿化',
  'clean-up': '环境整治',
  dossier: '资料',
  publicity: '宣传',
}
const severityLabels: Readonly<Record<Severity, string>> = { minor: '轻微', ordinary: '一般', major: '严重' }
const unitLabels: Readonly<Record<LimitUnit, string>> = {
  'working-hours': '工作时',
  'working-days': '工作日',
  'clock-hours': '小时',
  'calendar-days': '自然日',
}
const levelLabels: Readonly<Record<LadderLevel, string>> = {
  unit: '责任单位',
  'first-responsible': '第一责任人',
  sponsor: '包挂领导',
  'supervision-group': '督查组',
}
const statusLabels: Readonly<Record<CheckStatus, string>> = { verified: '已核对', unverified: '待核对' }

function choices<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
): readonly Choice[] {
  return values.map((value) => ({ value, label: labels[value], aliases: [value] }))
}

const unitChoices = choices(limitUnits, unitLabels)
const source = {
  kind: 'text',
  key: 'source',
  heading: '出处',
  required: true,
  example: '本区督查手册第三章',
  width: 36,
} as const
const status = {
  kind: 'one-of',
  key: 'status',
  heading: '核对状态',
  required: true,
  example: '待核对',
  choices: choices(checkStatuses, statusLabels),
  width: 9,
} as const
const items = {
  kind: 'list',
  key: 'items',
  heading: '对应条目',
  example: 'garden-2010:green-coverage',
  help: '标准包标识:条目标识，多个以、分隔',
  width: 40,
} as const
const remove = { kind: 'yes-no', key: 'remove', heading: '删除', example: '否', width: 7 } as const

export const kindSheet = {
  name: '问题类型',
  purpose: '发现的问题叫什么、属哪条线、多重、限期多久',
  rowKey: ['id'],
  columns: [
    { kind: 'text', key: 'id', heading: '标识', required: true, example: 'dead-plant', width: 24 },
    { kind: 'text', key: 'name', heading: '名称', required: true, example: '乔灌木死株', width: 24 },
    {
      kind: 'one-of',
      key: 'stream',
      heading: '条线',
      required: true,
      example: '绿化',
      choices: choices(streams, streamLabels),
    },
    {
      kind: 'one-of',
      key: 'severity',
      heading: '程度',
      required: true,
      example: '一般',
      choices: choices(severities, severityLabels),
    },
    { kind: 'number', key: 'amount', heading: '时限', required: true, example: '5' },
    {
      kind: 'one-of',
      key: 'unit',
      heading: '时限单位',
      required: true,
      example: '工作日',
      choices: unitChoices,
    },
    { kind: 'number', key: 'urgentAmount', heading: '紧急时限', required: true, example: '1' },
    {
      kind: 'one-of',
      key: 'urgentUnit',
      heading: '紧急时限单位',
      required: true,
      example: '工作日',
      choices: unitChoices,
    },
    {
      kind: 'list',
      key: 'months',
      heading: '可栽植月份',
      example: '3、4、10、11',
      help: '只用于要靠栽植整改的问题；其余月份按临时措施及其时限',
    },
    { kind: 'text', key: 'interim', heading: '临时措施', example: '挖除死株，待季补植', width: 30 },
    { kind: 'number', key: 'interimAmount', heading: '临时措施时限', example: '2' },
    {
      kind: 'one-of',
      key: 'interimUnit',
      heading: '临时措施时限单位',
      example: '工作日',
      choices: unitChoices,
    },
    {
      kind: 'list',
      key: 'siteKinds',
      heading: '点位类型',
      example: '公园、道路',
      help: '空白为各类点位都可能有',
      width: 30,
    },
    items,
    source,
    status,
    remove,
  ],
} as const satisfies SheetDefinition

export const entrySheet = {
  name: '检查表',
  purpose: '各类点位看哪些内容；回答“否”即成为一个问题',
  rowKey: ['id'],
  columns: [
    { kind: 'text', key: 'checklist', heading: '检查表标识', required: true, example: 'park', width: 14 },
    {
      kind: 'text',
      key: 'checklistName',
      heading: '检查表名称',
      example: '公园',
      help: '每张检查表填在一行即可，空白为不改',
      width: 20,
    },
    {
      kind: 'list',
      key: 'siteKinds',
      heading: '点位类型',
      example: '公园、植物园',
      help: '每张检查表填在一行即可，空白为不改；每类点位恰有一张检查表',
      width: 26,
    },
    { kind: 'text', key: 'id', heading: '标识', required: true, example: 'park-alive', width: 22 },
    {
      kind: 'text',
      key: 'text',
      heading: '检查内容',
      required: true,
      example: '树木花草长势良好，无死株',
      width: 40,
    },
    {
      kind: 'text',
      key: 'kind',
      heading: '问题类型',
      required: true,
      example: 'dead-plant',
      help: '“问题类型”表中的标识',
      width: 24,
    },
    { ...items, help: '空白为随问题类型；否则只能是其中的一部分' },
    source,
    status,
    remove,
  ],
} as const satisfies SheetDefinition

export const settingSheet = {
  name: '时限与升级',
  purpose: '工作时间、逐级督办和几个通用的数',
  columns: [
    {
      kind: 'one-of',
      key: 'setting',
      heading: '项目',
      required: true,
      example: '工作时间',
      choices: [
        { value: 'hours', label: '工作时间' },
        { value: 'ladder', label: '逐级督办' },
        { value: 'duplicateMetres', label: '疑似重复的距离' },
        { value: 'recheck', label: '回头看间隔' },
        { value: 'rework', label: '返工率的分母' },
        { value: 'deferred', label: '缓办件' },
      ],
      width: 16,
    },
    { kind: 'text', key: 'from', heading: '起', example: '8:30', help: '只用于工作时间', width: 8 },
    { kind: 'text', key: 'to', heading: '止', example: '12:00', help: '只用于工作时间', width: 8 },
    {
      kind: 'one-of',
      key: 'level',
      heading: '层级',
      example: '',
      choices: choices(ladderLevels, levelLabels),
      help: '只用于逐级督办；上一级逾期再过多久升到这一级',
    },
    {
      kind: 'number',
      key: 'amount',
      heading: '数值',
      example: '',
      help: '逐级督办为时长，距离为米，间隔为天',
    },
    {
      kind: 'one-of',
      key: 'unit',
      heading: '单位',
      example: '',
      choices: unitChoices,
      help: '只用于逐级督办',
    },
    {
      kind: 'one-of',
      key: 'counting',
      heading: '算法',
      example: '',
      choices: [
        { value: 'due-to-close', label: '应结案数' },
        { value: 'handled', label: '处置数' },
        { value: 'counted', label: '计入应结案数' },
        { value: 'subtracted', label: '从应结案数扣除' },
      ],
      width: 16,
    },
    source,
    status,
  ],
} as const satisfies SheetDefinition

export const cycleSheet = {
  name: '巡查周期',
  purpose: '各类点位至少多少天看一次',
  columns: [
    {
      kind: 'list',
      key: 'siteKinds',
      heading: '点位类型',
      required: true,
      example: '道路、广场',
      help: '每类点位恰在一行',
      width: 60,
    },
    { kind: 'number', key: 'days', heading: '天数', required: true, example: '7' },
    source,
    status,
  ],
} as const satisfies SheetDefinition

/** Says which version the workbook was written from. */
export const stampSheet = {
  name: '督查手册',
  purpose: '此工作簿导出自哪个版本；请勿改动',
  columns: [
    {
      kind: 'number',
      key: 'version',
      heading: '版本号',
      required: true,
      example: '0',
      integer: true,
      min: 0,
    },
    { kind: 'text', key: 'counts', heading: '核对情况', example: '', width: 40 },
  ],
} as const satisfies SheetDefinition

export const handbookSheets = {
  kinds: kindSheet,
  entries: entrySheet,
  settings: settingSheet,
  cycles: cycleSheet,
  stamp: stampSheet,
} as const

export type KindValues = RowValues<typeof kindSheet>
export type EntryValues = RowValues<typeof entrySheet>
export type SettingValues = RowValues<typeof settingSheet>
export type CycleValues = RowValues<typeof cycleSheet>
