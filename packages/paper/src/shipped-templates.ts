import type { PaperKind } from '@chuangyuan/domain/paper/paper'
import type { Paragraph, Table } from 'docx'
import {
  foot,
  formTable,
  head,
  heading,
  line,
  listTable,
  paperFile,
  paragraph,
  type Column,
} from './layout.ts'

type Block = Paragraph | Table

const findingColumns: readonly Column[] = [
  { head: '序号', text: '{序号}', share: 7, align: 'center' },
  { head: '编号', text: '{编号}', share: 9, align: 'center' },
  { head: '点位、位置', text: '{点位}　{位置}', share: 28 },
  { head: '问题', text: '{问题}', share: 34 },
  { head: '期限', text: '{期限}', share: 22, align: 'center' },
]

/** The same list for several units: who answers stands beside the problem. */
const openFindingColumns: readonly Column[] = [
  { head: '序号', text: '{序号}', share: 7, align: 'center' },
  { head: '编号', text: '{编号}', share: 9, align: 'center' },
  { head: '点位、位置', text: '{点位}　{位置}', share: 23 },
  { head: '问题', text: '{问题}', share: 25 },
  { head: '责任单位', text: '{责任单位}', share: 16 },
  { head: '期限', text: '{期限}', share: 20, align: 'center' },
]

function countColumns(first: string): readonly Column[] {
  const numbers = ['新增', '销号', '在办', '逾期']
  return [
    { head: first, text: '{名称}', share: 40 },
    ...numbers.map((name) => ({ head: name, text: `{${name}}`, share: 15, align: 'right' as const })),
  ]
}

function overview(): Block[] {
  return [
    paragraph(
      '{期间}，全区新增问题{新增}件，销号{销号}件；截至统计时刻在办{在办}件，其中逾期{逾期}件。距考察日{倒计时}。',
    ),
    heading('一、各街道情况'),
    listTable('街道', countColumns('街道')),
    heading('二、各工作条线情况'),
    listTable('条线', countColumns('条线')),
    heading('三、逾期最久的问题'),
    listTable('重点', openFindingColumns),
  ]
}

const bodies: Record<PaperKind, () => Block[]> = {
  notice: () => [
    ...head({ addressed: true }),
    paragraph(
      '经督查，你单位负责的{问题数}处问题未达到创建国家园林城市标准（第{批次}批）。请按下列要求整改，最迟于{最迟期限}前完成，并填报回执。措施不落实不放过，效果不达标不放过。',
    ),
    listTable('问题', findingColumns),
    ...foot(),
    line('回　　执', { align: 'center', font: 'strong', onNewPage: true }),
    formTable([
      ['通知单', '{文号}　第{批次}批'],
      ['整改措施', ''],
      ['完成时间', '　　　　年　　月　　日　　时'],
      ['责任人', '姓名　　　　　　职务　　　　　　电话'],
      ['整改后照片', '（附后，注明点位与时间）'],
      ['复查结果', '□合格　□不合格　复查人　　　　　　日期'],
      ['下一步', ''],
    ]),
    line('————————（此线以下为存根）————————', { align: 'center' }),
    formTable([
      ['存　根', '{文号}　第{批次}批'],
      ['受文单位', '{单位}'],
      ['问题数', '{问题数}件，最迟期限{最迟期限}'],
      ['签收', '签收人　　　　　　　时间'],
    ]),
  ],
  'supervision-order': () => [
    ...head({ addressed: true }),
    formTable([
      ['级　　别', '{级别}'],
      ['督办事项', '{事由}'],
      ['来　　源', '{来源}'],
      ['承办单位', '{承办}'],
      ['协办单位', '{协办}'],
      ['办结时限', '{办结时限}'],
    ]),
    heading('一、涉及问题'),
    listTable('问题', openFindingColumns),
    heading('二、已有经过'),
    listTable('经过', [
      { head: '时间', text: '{时间}', share: 28 },
      { head: '内容', text: '{内容}', share: 72 },
    ]),
    heading('三、办结意见'),
    formTable([
      ['办理结果', ''],
      ['延期申请', ''],
      ['分管领导', '签名　　　　　　　日期'],
    ]),
    ...foot(),
  ],
  circular: () => [
    ...head({ addressed: true }),
    paragraph('现将{期间}督查情况通报如下。'),
    ...overview(),
    heading('四、各责任单位指数'),
    paragraph('期内没有派遣的单位不列入。'),
    listTable('单位', [
      { head: '单位', text: '{名称}', share: 24 },
      { head: '派遣', text: '{派遣}', share: 10, align: 'right' },
      { head: '按期处置率', text: '{按期处置率}', share: 17, align: 'right' },
      { head: '结案率', text: '{结案率}', share: 16, align: 'right' },
      { head: '返工率', text: '{返工率}', share: 16, align: 'right' },
      { head: '回头看不合格率', text: '{回头看不合格率}', share: 17, align: 'right' },
    ]),
    ...foot(),
  ],
  daily: () => [...head({ addressed: false }), ...overview(), ...foot()],
  weekly: () => [...head({ addressed: false }), ...overview(), ...foot()],
  'red-black-list': () => [
    ...head({ addressed: true }),
    paragraph('依据{期间}回头看结果，现将责任单位红黑榜公布如下。只排单位，不排个人。'),
    heading('一、红榜'),
    listTable('红榜', listedColumns),
    heading('二、黑榜'),
    listTable('黑榜', [
      ...listedColumns.map((column) => ({ ...column, share: column.share - 4 })),
      { head: '后果', text: '{后果}', share: 20 },
    ]),
    heading('三、规则与未排名单位'),
    paragraph('{规则}'),
    paragraph('未参加排名：{未排名}。'),
    ...foot(),
  ],
  'rectification-list': () => [
    ...head({ addressed: false }),
    paragraph('共{问题数}件。'),
    listTable('问题', [...openFindingColumns.slice(0, 5), { head: '状态', text: '{状态}', share: 20 }]),
    ...foot(),
  ],
  'site-sheet': () => [
    ...head({ addressed: false }),
    formTable([
      ['点　　位', '{点位}（{编码}）　{类别}'],
      ['位　　置', '{位置}'],
      ['权属、属地', '{权属}　{属地}'],
      ['责任空洞', '{空洞}'],
    ]),
    heading('一、责任到人'),
    listTable('职责', [
      { head: '角色', text: '{角色}', share: 20 },
      { head: '单位', text: '{单位}', share: 36 },
      { head: '岗位', text: '{岗位}', share: 26 },
      { head: '姓名', text: '{姓名}', share: 18 },
    ]),
    heading('二、未销号问题'),
    paragraph('共{问题数}件。'),
    listTable('问题', [...openFindingColumns.slice(0, 2), ...siteFindingColumns]),
    heading('三、危及的标准条目'),
    listTable('危及', [
      { head: '条目', text: '{条目}', share: 80 },
      { head: '问题件数', text: '{件数}', share: 20, align: 'right' },
    ]),
    heading('四、整改前后'),
    listTable('照片', [
      { head: '编号', text: '{编号}', share: 10, align: 'center' },
      { head: '问题', text: '{问题}', share: 34 },
      { head: '整改前照片', text: '{整改前}', share: 28 },
      { head: '整改后照片', text: '{整改后}', share: 28 },
    ]),
    ...foot(),
  ],
  minutes: () => [
    ...head({ addressed: false }),
    formTable([
      ['时　　间', '{时间}'],
      ['地　　点', '{地点}'],
      ['主　　持', '{主持}'],
      ['出　　席', '{出席}'],
    ]),
    heading('一、议题'),
    listTable('议题', [
      { head: '序号', text: '{序号}', share: 10, align: 'center' },
      { head: '内容', text: '{内容}', share: 90 },
    ]),
    heading('二、议定事项'),
    listTable('决定', [
      { head: '序号', text: '{序号}', share: 10, align: 'center' },
      { head: '事项', text: '{事项}', share: 46 },
      { head: '承办', text: '{承办}', share: 22 },
      { head: '时限', text: '{时限}', share: 22, align: 'center' },
    ]),
    ...foot(),
  ],
}

/** One site's findings: where they are is said at the head. */
const siteFindingColumns: readonly Column[] = [
  { head: '问题', text: '{问题}', share: 36 },
  { head: '责任单位', text: '{责任单位}', share: 22 },
  { head: '期限', text: '{期限}', share: 26, align: 'center' },
]

const listedColumns: readonly Column[] = [
  { head: '名次', text: '{名次}', share: 12, align: 'center' },
  { head: '单位', text: '{名称}', share: 40 },
  { head: '复查', text: '{复查}', share: 16, align: 'right' },
  { head: '不合格', text: '{不合格}', share: 16, align: 'right' },
  { head: '不合格率', text: '{不合格率}', share: 16, align: 'right' },
]

/** The template that comes with the product, for an office to change in Word and bring back. */
export function shippedTemplate(kind: PaperKind): Promise<Buffer> {
  return paperFile(bodies[kind]())
}
