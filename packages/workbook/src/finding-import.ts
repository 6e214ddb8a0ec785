import { severityChoices } from './finding-ledger.ts'
import type { SheetDefinition } from './sheet-definition.ts'

export const findingImportTitle = '问题导入'

/** Printed on the template's first sheet. */
export const findingImportNotes: readonly string[] = [
  '一行一个问题。来源编号由来件单位编，不重复；同一来源编号再次导入不会重复上报。',
  '点位编号、点位名称填一个即可，与系统中的点位一致；不在点位上的问题，请填街道和位置。',
  '问题类型按督查手册的名称填写。',
]

/** A list of problems that somebody else kept, to be taken in as reports. */
export const findingImport = {
  name: findingImportTitle,
  aliases: ['问题清单', '问题汇总', '问题汇总表'],
  purpose: '别处来的问题清单：上级督查、第三方测评、市民热线等。',
  rowKey: ['sourceNumber'],
  columns: [
    {
      key: 'sourceNumber',
      heading: '来源编号',
      aliases: ['来件编号', '原编号', '案卷编号', '问题编号'],
      kind: 'code',
      required: true,
      help: '来件单位的编号，不重复；再次导入按它对应。',
      example: '市督2026-17',
    },
    {
      key: 'kind',
      heading: '问题类型',
      aliases: ['类型', '问题类别'],
      kind: 'text',
      maxLength: 60,
      required: true,
      example: '苗木枯死缺株',
    },
    {
      key: 'severity',
      heading: '严重程度',
      kind: 'one-of',
      choices: severityChoices,
      help: '不填按督查手册。',
      example: '一般',
    },
    { key: 'siteCode', heading: '点位编号', aliases: ['点位编码'], kind: 'code', example: 'G-001' },
    {
      key: 'siteName',
      heading: '点位名称',
      aliases: ['点位', '地点名称'],
      kind: 'text',
      maxLength: 100,
      example: '湖滨公园',
    },
    {
      key: 'street',
      heading: '街道',
      aliases: ['所属街道', '街道名称', '属地街道'],
      kind: 'text',
      maxLength: 60,
      help: '不在点位上的问题必填。',
      example: '古槐街道',
    },
    {
      key: 'address',
      heading: '位置',
      aliases: ['地点', '地址', '具体位置'],
      kind: 'text',
      maxLength: 200,
      example: '东门内',
    },
    {
      key: 'words',
      heading: '问题描述',
      aliases: ['描述', '存在问题', '问题'],
      kind: 'text',
      maxLength: 1000,
      required: true,
      width: 36,
      example: '行道树枯死两株',
    },
    {
      key: 'foundOn',
      heading: '发现时间',
      aliases: ['发现日期', '日期'],
      kind: 'day',
      required: true,
      example: '2026年3月5日',
    },
    {
      key: 'finder',
      heading: '发现人',
      aliases: ['真实反映人', '反映人', '来源'],
      kind: 'text',
      maxLength: 60,
      help: '真实反映人：谁看到、谁反映的。',
      example: '市督查组王五',
    },
  ],
} as const satisfies SheetDefinition
