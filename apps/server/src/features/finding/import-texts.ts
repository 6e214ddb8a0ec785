import type { FindingRowFaultCode } from '@chuangyuan/contract/finding'
import { cellSentences, say, type Sentences } from '../intake/public.ts'

/** What the returned workbook says of a wrong row. */
const sentences: Sentences<FindingRowFaultCode> = {
  ...cellSentences,
  'kind.unknown': ({ given }) => `督查手册里没有“${say(given)}”，请按手册的名称填写`,
  'site.unknown': ({ given }) => `没有点位“${say(given)}”，请核对，或只填街道和位置`,
  'site.ambiguous': ({ given }) => `“${say(given)}”不止一个点位，请填点位编号`,
  'street.unknown': ({ given }) => `没有街道“${say(given)}”，请核对`,
  'street.differs': ({ given, of }) => `点位在${say(of)}，与所填“${say(given)}”不符`,
  'place.missing': () => '请填点位，或者填街道和位置',
  'day.in-future': () => '不能晚于今天',
  'row.differs': () => '这个来源编号已经导入过，内容与这次不同；原来的没有改动，请核对或换一个编号',
}

export function rowFaultText(
  heading: string,
  code: FindingRowFaultCode,
  details: Readonly<Record<string, unknown>>,
): string {
  const sentence = sentences[code](details)
  return heading === '' ? sentence : `${heading}：${sentence}`
}
