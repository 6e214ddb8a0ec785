import type { ApplicantKind, Region } from '@chuangyuan/domain/standard/applicant'
import type { Pack, Row } from '@chuangyuan/domain/standard/pack'
import type { EvaluationMethod } from '@chuangyuan/domain/standard/evaluation'
import type { PackProblem, PackProblemCode } from '@chuangyuan/domain/standard/pack-problem'
import type { Comparator } from '@chuangyuan/domain/standard/requirement'

/** What the workbook of a pack says, in Chinese: clerks read it away from the screen. */
export const workbookNotes = (title: string): readonly string[] => [
  `${title}：一行一项。每个条目一行，其下每个阈值、条款、分值、扣分、佐证各一行，以“标识、行类、位置”三列识别，请勿改动这三列。`,
  '改好后在“标准包”页面导入，先看到将要改变的内容，确认后另存为新版本；原版本不变。',
  '删去的行不作改动；要删除条目、阈值、条款或佐证，请在“删除”列填“是”。',
  '新增条目：填新的标识（小写字母、数字和连字符）、行类“条目”、上级标识、类型、名称和核对状态；数值类条目另加“阈值”行，定性条目另加“条款”行，位置填自编的编号。',
  '待核对：凭记忆或转述录入，尚未与原文核对。核对后填“已核对”并写明来源、核对人、核对日期。',
  '未读到：只知道原文有这一条，没有读到文字。读到后把类型改为相应种类，并补上条款或阈值行。',
]

export const kindLabels: Readonly<Record<Row['kind'], string>> = {
  heading: '标题',
  numeric: '数值',
  count: '计数',
  survey: '问卷',
  qualitative: '定性',
  incident: '事件',
  certificate: '称号',
  document: '文件',
  unknown: '未读到',
}

export const comparatorLabels: Readonly<Record<Comparator, string>> = {
  'at-least': '≥',
  'at-most': '≤',
  'more-than': '>',
  'less-than': '<',
  equal: '=',
  between: '介于',
}

export const regionLabels: Readonly<Record<Region, string>> = { north: '秦岭淮河以北', south: '秦岭淮河以南' }

export const applicantLabels: Readonly<Record<ApplicantKind, string>> = {
  city: '城市',
  district: '城区',
  county: '县',
  town: '镇',
}

export const methodLabels: Readonly<Record<EvaluationMethod, string>> = {
  'remote-sensing': '遥感测试',
  documents: '材料审核',
  field: '实地考察',
  questionnaire: '问卷调查',
  'online-survey': '网络调查',
  'overall-observation': '整体观察',
  briefing: '听取汇报',
  'third-party': '第三方测评',
}

export const confidenceLabels = { high: '高', medium: '中', low: '低' } as const
export const statusLabels = { verified: '已核对', unverified: '待核对' } as const
export const sourceKindLabels = {
  official: '公报原件',
  mirror: '转载',
  press: '报道',
  paper: '纸质文件',
} as const

export const fileNameOf = ({ title }: Pack, version: number): string =>
  `${title}${version === 0 ? '' : `（本区更正第${String(version)}版）`}.xlsx`

export const faultText = {
  readOnly: '此列只供查看，请改回原值；要改动请在页面上更正',
  rowUnknown: '标准包中没有这个标识；新条目须有一行“条目”',
  partUnknown: '标准包中没有这一处；新增的行，位置只填自编的编号',
  partMissing: '新增的行，位置须填自编的编号',
  parentUnknown: '没有这个上级标识，或上级不是标题',
  nameMissing: '须填名称或条文',
  kindMissing: '须选类型',
  kindFixed: '只有“未读到”的条目可以改类型',
  kindInPage: '这一类型请在页面上新增',
  valueMissing: '须填值',
  quantityMissing: '须填数据项标识',
  differs: '同一项要求的各行须一致',
  notHere: '此类行不能加在这个条目下，请在页面上新增',
  notRemovable: '这一行不能删除',
  oneTier: '阈值只能填一个档次',
  applicantUnknown: (kinds: readonly string[]) => `标准包没有为这类申报对象作规定：${kinds.join('、')}`,
  labelUnknown: (labels: readonly string[], known: readonly string[]) =>
    `不认识：${labels.join('、')}。可填：${known.join('、')}`,
  foreignVersion: (found: number) => `此工作簿导出自第${String(found)}版`,
} as const

const problemSentences: Readonly<Record<PackProblemCode, string>> = {
  'pack.not-an-object': '不是标准包',
  'pack.field-missing': '缺少这一项',
  'pack.field-unknown': '格式中没有这一项',
  'pack.type-wrong': '类型不对',
  'pack.value-not-allowed': '不在允许的范围内',
  'pack.value-malformed': '写法不对',
  'pack.value-out-of-range': '数值超出范围',
  'pack.too-few': '至少要有一项',
  'pack.id-twice': '标识重复',
  'pack.row-unknown': '没有这个条目',
  'pack.quantity-unknown': '没有这个数据项',
  'pack.source-unknown': '没有这个来源',
  'pack.tier-unknown': '没有这个档次',
  'pack.size-unknown': '没有这个城市规模',
  'pack.unit-mismatch': '单位不能换算',
  'pack.formula-unreadable': '公式读不懂',
  'pack.formula-circular': '公式循环引用',
  'pack.upper-missing': '“介于”须填上限',
  'pack.points-exceed-heading': '子项分值之和超过大项',
}

export function problemText({ code, found, expected, field }: PackProblem): string {
  const shown = found === undefined ? '' : `：${found}`
  const allowed = expected === undefined ? '' : `（可填：${expected.join('、')}）`
  return `${problemSentences[code]}${shown}${allowed}${field === '' ? '' : ` [${field}]`}`
}
