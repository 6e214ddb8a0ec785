import type { HandbookProblem, HandbookProblemCode } from '@chuangyuan/domain/handbook/handbook-problem'
import { isSiteKind, siteKinds } from '@chuangyuan/domain/standard/site-kinds'

/** What the workbook of the handbook says, in Chinese: clerks read it away from the screen. */
export const workbookNotes: readonly string[] = [
  '督查手册：本区督查看什么、问题叫什么、限期多久、逾期怎么升级。以“标识”识别，请勿改动已有的标识。',
  '改好后在“督查手册”页面导入，先看到将要改变的内容，确认后另存为新版本；原版本不变，已发现的问题仍按当时的版本。',
  '“问题类型”“检查表”中删去的行不作改动；要删除请在“删除”列填“是”。“时限与升级”“巡查周期”整张替换；整张清空则不改。',
  '待核对：尚未与本区正式文件核对。核对后填“已核对”并写明出处。',
]

export const fileNameOf = (version: number): string =>
  `督查手册${version === 0 ? '' : `（本区第${String(version)}版）`}.xlsx`

export const faultText = {
  siteKindUnknown: (labels: readonly string[]) =>
    `没有这类点位：${labels.join('、')}。可填：${Object.values(siteKinds).join('、')}`,
  itemMalformed: (texts: readonly string[]) => `写法应为“标准包标识:条目标识”：${texts.join('、')}`,
  notATime: '时间请写成 8:30',
  checklistDiffers: '同一张检查表的名称、点位类型在各行须一致',
} as const

const problemSentences: Readonly<Record<HandbookProblemCode, string>> = {
  'handbook.not-an-object': '不是督查手册',
  'handbook.field-missing': '缺少这一项',
  'handbook.field-unknown': '格式中没有这一项',
  'handbook.type-wrong': '类型不对',
  'handbook.value-not-allowed': '不在允许的范围内',
  'handbook.value-malformed': '写法不对',
  'handbook.value-out-of-range': '数值超出范围',
  'handbook.too-few': '至少要有一项',
  'handbook.id-twice': '重复',
  'handbook.kind-unknown': '没有这个问题类型',
  'handbook.kind-elsewhere': '这个问题类型不用于这类点位',
  'handbook.item-unknown': '标准包中没有这个条目',
  'handbook.item-wider': '这个问题类型不涉及这个条目',
  'handbook.site-kind-missing': '这类点位没有排到',
  'handbook.site-kind-twice': '这类点位排了两次',
  'handbook.hours-overlap': '工作时间须先后排列、互不重叠',
  'handbook.ladder-out-of-order': '层级须由低到高，不重复',
}

export function problemText({ code, found, expected }: HandbookProblem): string {
  const named = found !== undefined && isSiteKind(found) ? siteKinds[found] : found
  const shown = named === undefined ? '' : `：${named}`
  const allowed = expected === undefined ? '' : `（可填：${expected.join('、')}）`
  return `${problemSentences[code]}${shown}${allowed}`
}
