import type { AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import type { ReasonCode } from '@chuangyuan/domain/assessment/code'
import type { Verdict } from '@chuangyuan/domain/assessment/four-part'
import type { Outcome } from '@chuangyuan/domain/assessment/judge-requirement'
import type { CheckStatus } from '@chuangyuan/domain/standard/check'
import type { Comparator } from '@chuangyuan/domain/standard/requirement'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'

// Sentences of the exported gap list. Screens have their own, in three languages.

export const verdictText: Readonly<Record<Verdict, string>> = {
  earned: '达标',
  lost: '失分',
  'not-assessed': '未评',
  'not-applicable': '不适用',
}

export const outcomeText: Readonly<Record<Outcome, string>> = {
  met: '达标',
  short: '不达标',
  open: '未评',
  'not-demanded': '不要求',
}

export const checkText: Readonly<Record<CheckStatus, string>> = { verified: '已核对', unverified: '待核对' }

const comparatorText: Readonly<Record<Comparator, string>> = {
  'at-least': '≥',
  'at-most': '≤',
  'more-than': '＞',
  'less-than': '＜',
  equal: '＝',
  between: '介于',
}

/** Why a row is not assessed, as somebody would say what to do about it. */
export const reasonText: Readonly<Record<ReasonCode, string>> = {
  'row.unknown': '标准原文未读到，无法评',
  'applicant.excluded': '此类申报单位不考核',
  'tier.not-demanded': '本档不要求',
  'figure.missing': '缺数据',
  'figure.within-error': '数值与阈值之差小于量算误差，须更精确的图',
  'figure.not-finite': '数值无效',
  'quantity.unknown': '标准包中没有这个数据项',
  'quantity.circular': '公式互相引用',
  'unit.mismatch': '计量单位不符',
  'formula.unreadable': '公式有误',
  'formula.input-missing': '公式缺数据',
  'formula.input-not-finite': '公式中的数值无效',
  'formula.division-by-zero': '公式除以零',
  'formula.not-a-number': '公式结果不是数',
  'formula.failed': '公式无法计算',
  'threshold.none-fits': '没有适用的阈值',
  'profile.missing': '申报概况不全，无法选定阈值',
  'zones.none': '没有下一级分区的数据',
  'zones.figures-missing': '部分分区缺数据',
  'trend.years-missing': '缺历年数据',
  'trend.sources-differ': '历年数据一部分是量算、一部分是上报，不能相比',
  'answer.missing': '尚未查明',
  'incident.not-stated': '是否发生过尚无说明',
  'certificate.not-stated': '是否取得尚无说明',
  'document.not-stated': '文件是否存在尚无说明',
  'mark.years-missing': '缺历年评分',
  'points.split-unknown': '小项分值未读到',
  'parts.not-assessed': '下属部分未评',
}

/** `7.35 平方米/人`; at most four decimals, none that say nothing. */
export function amountText(value: number, unit: Unit): string {
  return `${String(Number(value.toFixed(4)))} ${units[unit].symbol}`.trim()
}

/** `2 款未做到` */
export function unmetClauses(count: number): string {
  return `${String(count)} 款未做到`
}

export function thresholdText(item: AssessedItem): string {
  const { requirement } = item
  if (requirement?.threshold === undefined || requirement.unit === undefined) return ''
  const { value, upper } = requirement.threshold
  const range =
    upper === undefined
      ? amountText(value, requirement.unit)
      : `${String(value)}～${amountText(upper, requirement.unit)}`
  return `${comparatorText[requirement.comparator ?? 'at-least']} ${range}`
}

export const headings = {
  title: '差距清单',
  items: '差距清单',
  zones: '分街道',
  itemsPurpose: '失分和未评的条目。否决项、入围条件在前；未评不等于达标，也不等于失分。',
  zonesPurpose: '各街道与全区阈值对照；标准只要求全区的，仅供比较。',
  whole: '全区',
  veto: '否决项',
  gate: '入围条件',
} as const
