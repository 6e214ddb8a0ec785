import type { PaperKind } from './paper.ts'

/** A place in a template that is filled in: one text, or a row of texts for every entry. */
export type Field =
  | { readonly name: string; readonly meaning: string }
  | { readonly name: string; readonly meaning: string; readonly rows: readonly Field[] }

/** What fills a template: by field name, a text or the rows. */
export interface Filling {
  readonly [name: string]: string | readonly Filling[]
}

const text = (name: string, meaning: string): Field => ({ name, meaning })
const rows = (name: string, meaning: string, ...fields: Field[]): Field => ({ name, meaning, rows: fields })

/** Fields of every paper. Their names are what a clerk types between braces in Word. */
const common: readonly Field[] = [
  text('发文机关', '设置中的发文机关名称'),
  text('文号', '印发时从登记簿取得；此前为“（印发时编号）”'),
  text('标题', '拟稿时填写'),
  text('主送', '主送单位'),
  text('抄送', '抄送单位，没有则为空'),
  rows('有抄送', '有抄送单位时出现一次，没有则不出现'),
  text('成文日期', '印发之日；此前为拟稿之日'),
  text('统计截至', '文中数字的统计时刻'),
]

const finding: readonly Field[] = [
  text('序号', '从1起'),
  text('编号', '问题编号'),
  text('点位', '点位名称，没有点位为“—”'),
  text('位置', '街道与地址'),
  text('问题', '问题种类与描述'),
  text('条目', '危及的标准条目'),
  text('程度', '一般、较重、严重'),
  text('责任单位', '主责单位'),
  text('期限', '整改期限（日期与时刻）'),
  text('状态', '当前环节'),
]

const counts: readonly Field[] = [
  text('新增', '期内上报'),
  text('销号', '期内通过两关'),
  text('在办', '统计时刻未销号'),
  text('逾期', '统计时刻已逾期'),
]

const overview: readonly Field[] = [
  text('期间', '统计期间'),
  text('倒计时', '距考察日的天数；未定为“—”'),
  ...counts,
  rows('街道', '逐街道', text('名称', '街道'), ...counts),
  rows('条线', '逐工作条线', text('名称', '条线'), ...counts),
  rows('重点', '逾期最久的问题', ...finding),
]

const own: Record<PaperKind, readonly Field[]> = {
  notice: [
    text('批次', '第几批'),
    text('单位', '受文单位'),
    text('问题数', '本单所列问题数'),
    text('最迟期限', '所列问题中最迟的期限'),
    rows('问题', '所列问题', ...finding),
  ],
  'supervision-order': [
    text('级别', '一般、重点、挂牌'),
    text('事由', '督办事项'),
    text('来源', '领导批示、考察组、媒体、回头看等'),
    text('承办', '承办单位'),
    text('协办', '协办单位'),
    text('办结时限', '督办时限'),
    rows('问题', '所列问题', ...finding),
    rows('经过', '已有办理经过', text('时间', '时刻'), text('内容', '一步')),
  ],
  circular: [
    ...overview,
    rows(
      '单位',
      '逐单位指数，无派遣者不列',
      text('名称', '单位'),
      text('派遣', '期内派遣'),
      text('按期处置率', '分子/分母与百分比'),
      text('结案率', '分子/分母与百分比'),
      text('返工率', '分子/分母与百分比'),
      text('回头看不合格率', '分子/分母与百分比'),
    ),
  ],
  daily: overview,
  weekly: overview,
  'red-black-list': [
    text('期间', '统计期间'),
    text('规则', '排名规则原文'),
    rows('红榜', '红榜单位', ...listed()),
    rows('黑榜', '黑榜单位', ...listed(), text('后果', '按阶梯应采取的措施')),
    text('未排名', '回头看次数不足、未参加排名的单位'),
  ],
  'rectification-list': [text('问题数', '所列问题数'), rows('问题', '所列问题', ...finding)],
  'site-sheet': [
    text('点位', '点位名称'),
    text('编码', '点位编码'),
    text('类别', '点位类型'),
    text('位置', '街道与地址'),
    text('权属', '权属单位'),
    text('属地', '属地单位'),
    rows('职责', '逐角色', text('角色', ''), text('单位', ''), text('岗位', ''), text('姓名', '空缺为“—”')),
    text('空洞', '没有落实到人的角色，没有则“无”'),
    text('问题数', '未销号的问题数'),
    rows('问题', '未销号的问题', ...finding),
    rows('危及', '未销号问题危及的标准条目', text('条目', ''), text('件数', '几件问题危及它')),
    rows(
      '照片',
      '最近销号的问题，整改前后的照片',
      ...[text('编号', '问题编号'), text('问题', '问题种类与描述')],
      ...[text('整改前', '发现时刻与张数'), text('整改后', '过效果关的时刻与张数')],
    ),
  ],
  minutes: [
    text('时间', '开会的日期'),
    text('地点', ''),
    text('主持', '主持人或主持的职务'),
    text('出席', '出席单位或人员'),
    rows('议题', '逐项', text('序号', '从1起'), text('内容', '')),
    rows(
      '决定',
      '逐条',
      ...[text('序号', '从1起'), text('事项', ''), text('承办', '承办单位'), text('时限', '没有则“—”')],
    ),
  ],
}

function listed(): Field[] {
  return [
    text('名次', '并列者同名次'),
    text('名称', '单位'),
    text('复查', '回头看次数'),
    text('不合格', '其中不合格次数'),
    text('不合格率', '百分比'),
  ]
}

/** All fields that a template of this kind may name. */
export function fieldsOf(kind: PaperKind): readonly Field[] {
  return [...common, ...own[kind]]
}

/** Names of a template that no field has, each with the rows it stands in. */
export function unknownFields(kind: PaperKind, used: FieldTree): readonly string[] {
  return strange(fieldsOf(kind), used, [])
}

/** Field names as a template nests them. */
export interface FieldTree {
  readonly [name: string]: FieldTree
}

function strange(known: readonly Field[], used: FieldTree, outer: readonly Field[]): string[] {
  return Object.entries(used).flatMap(([name, inside]) => {
    // Inside rows, what stands outside may be named as well.
    const field = [...known, ...outer].find((each) => each.name === name)
    if (field === undefined) return [name]
    if (!('rows' in field)) return Object.keys(inside).length === 0 ? [] : [name]
    return strange(field.rows, inside, [...known, ...outer]).map((each) => `${name} › ${each}`)
  })
}
