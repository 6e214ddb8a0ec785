import type { TargetRowFaultCode } from '@chuangyuan/contract/target'
import { cellSentences, say, type Sentences } from '../intake/public.ts'

/** What the returned workbook says of a wrong row. */
const sentences: Sentences<TargetRowFaultCode> = {
  ...cellSentences,
  'kind.unknown': ({ given }) => `没有“${say(given)}”这种指标，请从列表中选，或先在系统中增加`,
  'target.unknown': ({ given }) => `没有编号为“${say(given)}”的指标，请核对，或先改正“任务指标”表中的这一项`,
  'street.unknown': ({ given }) => `没有街道“${say(given)}”，请核对`,
  'unit.unknown': ({ given }) => `没有单位“${say(given)}”，请核对`,
  'place.missing': () => '请填街道；全区的项目请填项目名称',
  'part.repeated': () => '这一指标下已有一行写了它，请只留一行',
  'amount.unfit': () => '须大于零，至多三位小数，不超过十亿',
  'days.unfit': () => '完成期限不能早于起算日，也不能超过十年',
  'unit.in-use': () => '已经有分解数，计量单位不能改',
}

export function rowFaultText(
  heading: string,
  code: TargetRowFaultCode,
  details: Readonly<Record<string, unknown>>,
): string {
  const sentence = sentences[code](details)
  return heading === '' ? sentence : `${heading}：${sentence}`
}
