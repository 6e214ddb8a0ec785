import { applicantKinds, regions } from '@chuangyuan/domain/standard/applicant'
import { rowKinds } from '@chuangyuan/domain/standard/pack'
import { comparators } from '@chuangyuan/domain/standard/requirement'
import { units } from '@chuangyuan/domain/standard/unit'
import type { Choice, RowValues, SheetDefinition } from '@chuangyuan/workbook/sheet-definition'
import { statementKinds } from '@chuangyuan/domain/standard/statements'
import {
  applicantLabels,
  comparatorLabels,
  confidenceLabels,
  kindLabels,
  methodLabels,
  regionLabels,
  sourceKindLabels,
  statusLabels,
} from './texts.ts'

function choices<Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
): readonly Choice[] {
  return values.map((value) => ({ value, label: labels[value], aliases: [value] }))
}

export const lineKinds = ['row', ...statementKinds, 'evidence'] as const
export type LineKind = (typeof lineKinds)[number]
const lineLabels: Readonly<Record<LineKind, string>> = {
  row: '条目',
  threshold: '阈值',
  allowance: '宽限',
  years: '连续年数',
  clause: '条款',
  points: '分值',
  deduction: '扣分',
  'look-back': '回溯年数',
  evidence: '佐证',
}

const status = {
  kind: 'one-of',
  heading: '核对状态',
  key: 'status',
  example: '待核对',
  choices: choices(['verified', 'unverified'], statusLabels),
  help: '空白的阈值、条款行随其条目',
  width: 9,
} as const
const confidence = {
  kind: 'one-of',
  heading: '把握',
  key: 'confidence',
  example: '中',
  choices: choices(['high', 'medium', 'low'], confidenceLabels),
  help: '只用于待核对',
  width: 7,
} as const
const sources = {
  kind: 'list',
  heading: '来源',
  key: 'sources',
  example: 'fsou-2005-p5',
  help: '“来源”表中的标识，多个以、分隔',
} as const
const checkedBy = { kind: 'text', heading: '核对人', key: 'by', example: '张某', width: 10 } as const
const checkedOn = { kind: 'day', heading: '核对日期', key: 'on', example: '2026年3月5日' } as const

/** One line for a row and for each of its thresholds, clauses, deductions and evidence rules. */
export const lineSheet = {
  name: '条目',
  purpose: '标准的全部条目',
  rowKey: ['id', 'line', 'part'],
  columns: [
    { kind: 'text', key: 'id', heading: '标识', required: true, example: 'base-green-rate', width: 26 },
    {
      kind: 'one-of',
      key: 'line',
      heading: '行类',
      required: true,
      example: '条目',
      choices: choices(lineKinds, lineLabels),
      width: 7,
    },
    {
      kind: 'text',
      key: 'part',
      heading: '位置',
      example: '',
      width: 12,
      help: '在条目中的位置；条目行不填，新增的行填自编的编号',
    },
    { kind: 'text', key: 'number', heading: '序号', example: '（一）', width: 8, help: '原文所印' },
    { kind: 'text', key: 'name', heading: '名称或条文', example: '绿地率', width: 44 },
    {
      kind: 'one-of',
      key: 'kind',
      heading: '类型',
      example: '数值',
      choices: choices(rowKinds, kindLabels),
      width: 8,
    },
    { kind: 'text', key: 'parent', heading: '上级标识', example: 'greening-indicators', width: 20 },
    {
      kind: 'text',
      key: 'subject',
      heading: '称号或文件',
      example: '国家节水型城市',
      help: '称号、文件类条目要有的称号或文件',
    },
    {
      kind: 'text',
      key: 'quantity',
      heading: '数据项',
      example: 'green-rate',
      help: '“数据项”表中的标识',
      width: 22,
    },
    {
      kind: 'one-of',
      key: 'comparator',
      heading: '比较',
      example: '≥',
      choices: choices(comparators, comparatorLabels),
      width: 7,
    },
    { kind: 'number', key: 'value', heading: '值', example: '31', help: '阈值，或每处扣分' },
    { kind: 'number', key: 'upper', heading: '上限', example: '', help: '只用于“介于”' },
    { kind: 'text', key: 'unit', heading: '单位', example: '%', help: '只供查看' },
    { kind: 'list', key: 'tiers', heading: '档次', example: '' },
    { kind: 'text', key: 'size', heading: '城市规模', example: 'medium', width: 10 },
    {
      kind: 'one-of',
      key: 'region',
      heading: '地区',
      example: '秦岭淮河以北',
      choices: choices(regions, regionLabels),
    },
    { kind: 'text', key: 'otherwise', heading: '其他条件', example: '', help: '只供查看' },
    { kind: 'yes-no', key: 'veto', heading: '一票否决', example: '否' },
    { kind: 'yes-no', key: 'gate', heading: '前置条件', example: '否' },
    {
      kind: 'list',
      key: 'excluded',
      heading: '不要求',
      example: '城区',
      help: `免除此条的申报对象：${applicantKinds.map((kind) => applicantLabels[kind]).join('、')}`,
    },
    {
      kind: 'list',
      key: 'methods',
      heading: '评价方法',
      example: '遥感测试',
      help: Object.values(methodLabels).join('、'),
    },
    { kind: 'list', key: 'lead', heading: '牵头单位类别', example: '园林绿化部门' },
    { kind: 'list', key: 'assisting', heading: '配合单位类别', example: '街道办事处' },
    status,
    confidence,
    sources,
    checkedBy,
    checkedOn,
    { kind: 'text', key: 'document', heading: '文件', example: '建城[2005]43号', width: 26 },
    { kind: 'text', key: 'place', heading: '条款位置', example: '基本指标表', width: 16 },
    {
      kind: 'number',
      key: 'standsFor',
      heading: '代表条数',
      example: '',
      min: 1,
      integer: true,
      help: '只用于未读到',
    },
    { kind: 'text', key: 'note', heading: '备注', example: '', width: 30 },
    { kind: 'yes-no', key: 'remove', heading: '删除', example: '否' },
  ],
} as const satisfies SheetDefinition
export type LineValues = RowValues<typeof lineSheet>
export type LineColumn = keyof LineValues

export const quantitySheet = {
  name: '数据项',
  purpose: '标准用到的数据：含义、单位；公式与地图口径在页面上看',
  rowKey: ['id'],
  columns: [
    { kind: 'text', key: 'id', heading: '标识', required: true, example: 'green-rate', width: 26 },
    { kind: 'text', key: 'name', heading: '名称', required: true, example: '绿地率', width: 26 },
    {
      kind: 'one-of',
      key: 'unit',
      heading: '单位',
      required: true,
      example: 'percent',
      choices: Object.entries(units).map(([value, { symbol }]) => ({
        value,
        label: symbol === '' ? value : `${symbol} ${value}`,
        aliases: [value],
      })),
    },
    { kind: 'text', key: 'definition', heading: '含义', example: '', width: 60 },
    { kind: 'number', key: 'decimals', heading: '保留小数', example: '', min: 0, max: 10, integer: true },
    { kind: 'text', key: 'formula', heading: '公式', example: '', help: '只供查看', width: 30 },
    status,
    confidence,
    sources,
    checkedBy,
    checkedOn,
  ],
} as const satisfies SheetDefinition
export type QuantityValues = RowValues<typeof quantitySheet>

export const sourceSheet = {
  name: '来源',
  purpose: '核对所依据的文本',
  rowKey: ['id'],
  columns: [
    { kind: 'text', key: 'id', heading: '标识', required: true, example: 'own-copy', width: 26 },
    {
      kind: 'text',
      key: 'title',
      heading: '名称',
      required: true,
      example: '建城[2005]43号复印件',
      width: 50,
    },
    {
      kind: 'one-of',
      key: 'kind',
      heading: '种类',
      required: true,
      example: '纸质文件',
      choices: choices(['official', 'mirror', 'press', 'paper'], sourceKindLabels),
    },
    { kind: 'text', key: 'address', heading: '网址', example: '', width: 50 },
    { kind: 'text', key: 'note', heading: '备注', example: '', width: 40 },
  ],
} as const satisfies SheetDefinition
export type SourceValues = RowValues<typeof sourceSheet>

/** Says which pack and which version the workbook was written from. */
export const packSheet = {
  name: '标准包',
  purpose: '此工作簿导出自哪个标准包；请勿改动',
  columns: [
    {
      kind: 'text',
      key: 'pack',
      heading: '标准包标识',
      required: true,
      example: 'garden-2000-2005',
      width: 26,
    },
    {
      kind: 'number',
      key: 'version',
      heading: '版本号',
      required: true,
      example: '0',
      integer: true,
      min: 0,
    },
    { kind: 'text', key: 'title', heading: '标准包名称', example: '', width: 60 },
    { kind: 'text', key: 'counts', heading: '核对情况', example: '', width: 60 },
  ],
} as const satisfies SheetDefinition

export const packSheets = {
  lines: lineSheet,
  quantities: quantitySheet,
  sources: sourceSheet,
  pack: packSheet,
} as const
