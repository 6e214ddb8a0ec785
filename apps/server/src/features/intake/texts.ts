import type { cellFaultCodes, IntakeFaultCode, IntakeSheet } from '@chuangyuan/contract/intake'
import { isUnit, units } from '@chuangyuan/domain/standard/unit'

/** What the files of this feature say. */
export const sheetTitles: Readonly<Record<IntakeSheet, string>> = {
  streets: '街道',
  communities: '社区',
  units: '单位',
  peoplePosts: '人员与职务',
  sites: '点位',
  duties: '职责',
  figures: '上报数据',
}

export const templateName = '基础数据模板'
export const exportName = '基础数据'

/** Printed below the workbook's own notes when it carries the district's data. */
export const exportNotes: readonly string[] = [
  '本表带有本区现有数据。改好后整本导入，只会改动您改过的格；表中没有的行不会被删除。',
  '清空一格表示清空这一项；手机号、联系电话空着表示不变。职责表按条目整体更新：没有再写的单位会从该条目去掉。',
]

type CellFaultCode = (typeof cellFaultCodes)[number]
type Details = Readonly<Record<string, unknown>>
/** What to say of each code. */
export type Sentences<Code extends string> = { readonly [Each in Code]: (details: Details) => string }

export const cellSentences: Sentences<CellFaultCode> = {
  'cell.required': () => '必填',
  'cell.not-a-number': () => '不是数字',
  'cell.wrong-unit': ({ unit, expected }) => `单位“${say(unit)}”不对，应为${symbol(expected)}`,
  'cell.not-an-integer': () => '须为整数',
  'cell.too-small': ({ min }) => `不能小于${say(min)}`,
  'cell.too-large': ({ max }) => `不能大于${say(max)}`,
  'cell.not-a-day': () => '不是日期，请写成 2026年3月5日',
  'cell.not-yes-no': () => '请填“是”或“否”',
  'cell.not-a-choice': ({ choices }) => `请从列表中选：${list(choices)}`,
  'cell.not-a-phone': () => '不是电话号码',
  'cell.not-a-code': () => '代码位数或格式不对',
  'cell.too-long': ({ limit }) => `不能超过${say(limit)}字`,
  'cell.formula-failed': ({ shown }) => `公式出错（${say(shown)}），请改为数值`,
  'cell.formula-not-calculated': () => '公式没有结果，请在 Excel 中打开保存一次',
  'row.repeated': ({ firstRow }) => `与第${say(firstRow)}行重复，请只留一行`,
}

const sentences: Sentences<IntakeFaultCode> = {
  ...cellSentences,
  'row.name-taken': ({ given, by }) => `“${say(given)}”已是 ${say(by)} 的名称，名称不能重复`,
  'street.unknown': (details) =>
    `没有街道“${say(details['given'])}”${orWrongRow(details, '请先在“街道”表中添加')}`,
  'street.ambiguous': ({ given }) => `“${say(given)}”不止一个街道，请写全称或代码`,
  'street.code-foreign': ({ prefix }) => `不是本区的街道代码，应以${say(prefix)}开头`,
  'community.unknown': (details) =>
    `所属街道下没有社区“${say(details['given'])}”${orWrongRow(details, '请先在“社区”表中添加，或核对所属街道')}`,
  'community.code-foreign': ({ prefix, street }) => `${say(street)}的社区代码应以${say(prefix)}开头`,
  'unit.unknown': (details) =>
    `没有单位“${say(details['given'])}”${orWrongRow(details, '请写全称或简称，或先在“单位”表中添加')}`,
  'unit.ambiguous': ({ given, candidates }) => `“${say(given)}”不止一个单位，请写全称：${list(candidates)}`,
  'unit.parent-circular': ({ given }) => `上级单位“${say(given)}”又归本单位管，请核对`,
  'person.unknown': (details) =>
    `“人员与职务”表中没有“${say(details['given'])}”${orWrongRow(details, '请先添加')}`,
  'person.ambiguous': ({ given, candidates }) => `“${say(given)}”不止一人，请写明单位：${list(candidates)}`,
  'person.no-post': ({ given }) => `“${say(given)}”没有职务，责任要落到职务，请先在“人员与职务”表中填写`,
  'person.phone-differs': ({ row }) => `与第${say(row)}行同一人的手机不同，请核对`,
  'post.unknown': ({ given }) => `没有职务“${say(given)}”，请先在“人员与职务”表中添加`,
  'post.period-reversed': () => '离任日期早于任职日期',
  'coordinates.incomplete': () => '经度、纬度要么都填，要么都不填',
  'coordinates.system-missing': () => '填了经纬度，请选坐标系；高德、百度的坐标与国家坐标相差几百米',
  'coordinates.swapped': () => '经度和纬度填反了',
  'coordinates.wrong-system': ({ likely }) =>
    `按所选坐标系不在本区范围内，像是${systemName(likely)}坐标，请核对坐标系`,
  'coordinates.outside': ({ lon, lat }) => `${say(lon)}，${say(lat)} 不在本区范围内`,
  'coordinates.other-street': ({ street }) => `位置落在${say(street)}，与所属街道不符`,
  'campaign.missing': () => '还没有建立创建活动、选定标准，职责和上报数据暂不能导入',
  'item.unknown': ({ given, pack }) => `《${say(pack)}》中没有编号“${say(given)}”的指标`,
  'item.ambiguous': ({ given }) => `编号“${say(given)}”不止一条，请把指标名称写全`,
  'quantity.unknown': ({ given, pack }) => `《${say(pack)}》中没有数据项“${say(given)}”`,
  'figure.unit-unknown': ({ given, expected }) => `不认识单位“${say(given)}”，应为${symbol(expected)}`,
  'figure.unit-mismatch': ({ given, expected }) => `单位“${say(given)}”不能换算成${symbol(expected)}`,
  'figure.day-in-future': () => '数据日期不能晚于今天',
}

/** One reason for the column 错误原因: which heading, what is wrong, what to do. */
export function faultText(heading: string, code: IntakeFaultCode, details: Details): string {
  const sentence = sentences[code](details)
  return heading === '' ? sentence : `${heading}：${sentence}`
}

export function say(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function list(value: unknown): string {
  return Array.isArray(value) ? value.map(say).join('、') : ''
}

function symbol(value: unknown): string {
  return typeof value === 'string' && isUnit(value) ? `“${units[value].symbol || value}”` : say(value)
}

function systemName(value: unknown): string {
  return value === 'gcj-02' ? '高德/腾讯（GCJ-02）' : value === 'bd-09' ? '百度（BD-09）' : 'CGCS2000'
}

function orWrongRow({ wrongRow }: Details, remedy: string): string {
  if (typeof wrongRow !== 'object' || wrongRow === null) return `，${remedy}`
  const { sheet, rowNumber } = wrongRow as { sheet?: IntakeSheet; rowNumber?: number }
  return sheet === undefined ? '' : `：本文件“${sheetTitles[sheet]}”表第${String(rowNumber)}行有误，请先改好`
}
