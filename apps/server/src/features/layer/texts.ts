import type { placementCauses } from '@chuangyuan/contract/layer'
import type { LayerField } from '@chuangyuan/domain/layer/layer-kind'
import type { SheetDefinition } from '@chuangyuan/workbook/sheet-definition'

// Sentences of the exported list. Screens have their own, in three languages.

export const flawText: Readonly<Record<string, string>> = {
  'ring-unclosed': '边界未闭合，已闭合',
  'ring-degenerate': '没有面积的边界，已去掉',
  'ring-crosses-itself': '边界自相交，两侧都计面积',
  'hole-misplaced': '内洞超出外边界或互相重叠，只扣除一次',
  'parts-overlap': '各部分互相重叠，重叠处只计一次',
  'outline-repeated': '与另一要素边界完全相同而属性不同，都保留',
}

export const dropText: Readonly<Record<string, string>> = {
  'no-geometry': '没有图形',
  'too-few-vertices': '顶点太少，不成图形',
  'bad-coordinates': '坐标不是数字',
  'other-geometry': '几何形状不是这类图层需要的',
  'unknown-geometry': '曲线、曲面等不支持的图形',
  'deleted-record': '属性表中已标记删除',
  'damaged-record': '记录损坏',
  'coordinate-invalid': '坐标超出地球范围',
  'nothing-left': '没有面积或长度',
  duplicate: '图形与属性都与另一要素相同',
}

export const fieldText: Readonly<Record<LayerField, string>> = {
  id: '编号',
  code: '代码',
  name: '名称',
  class2017: '绿地类别（2017 版）',
  class2002: '绿地类别（2002 版）',
  people: '人口',
  class: '道路等级',
  width: '宽度',
  treeSides: '行道树侧数',
  shaded: '林荫率',
  use: '用途',
}

export const problemText = {
  unknown: '不认识的值，按空值处理',
  missing: '缺少这一项',
  'read-as-fraction': '按小数填写，已换算为百分数',
} as const

export const repairSheet = {
  name: '图形修正',
  purpose: '导入时修正过的要素，修正前后的面积',
  columns: [
    { key: 'row', heading: '要素序号', kind: 'number', integer: true, example: '12', width: 10 },
    { key: 'label', heading: '名称或编号', kind: 'text', example: '滨河公园', width: 24 },
    { key: 'flaws', heading: '问题与处理', kind: 'text', example: '边界自相交，两侧都计面积', width: 44 },
    { key: 'before', heading: '修正前面积（平方米）', kind: 'number', example: '0', width: 20 },
    { key: 'after', heading: '修正后面积（平方米）', kind: 'number', example: '5000', width: 20 },
    { key: 'change', heading: '变化（平方米）', kind: 'number', example: '5000', width: 16 },
  ],
} as const satisfies SheetDefinition

export const leftOutSheet = {
  name: '未导入的要素',
  purpose: '没有导入的要素及其原因',
  columns: [
    { key: 'reason', heading: '原因', kind: 'text', example: '没有图形', width: 40 },
    { key: 'count', heading: '个数', kind: 'number', integer: true, example: '3', width: 10 },
  ],
} as const satisfies SheetDefinition

export const valueSheet = {
  name: '属性问题',
  purpose: '没有读懂或缺少的属性值',
  columns: [
    { key: 'field', heading: '字段', kind: 'text', example: '道路等级', width: 20 },
    { key: 'problem', heading: '问题', kind: 'text', example: '不认识的值，按空值处理', width: 30 },
    { key: 'value', heading: '文件中的值', kind: 'text', example: '步行街', width: 30 },
    { key: 'count', heading: '要素个数', kind: 'number', integer: true, example: '4', width: 10 },
  ],
} as const satisfies SheetDefinition

export const causeText: Readonly<Record<(typeof placementCauses)[number], string>> = {
  'gcj02-as-true': '坐标像是 GCJ-02，却按真实坐标读取，偏移约 550 米',
  'bd09-as-true': '坐标像是 BD-09，却按真实坐标读取，偏移约 1200 米',
  'true-as-gcj02': '坐标像是真实坐标，却按 GCJ-02 读取，偏移约 550 米',
  'true-as-bd09': '坐标像是真实坐标，却按 BD-09 读取，偏移约 1200 米',
  'wrong-zone': '投影带（中央经线）不对',
  'zone-number-in-easting': '横坐标前带有带号，所注坐标系没有带号',
  'zone-number-missing': '所注坐标系含带号，横坐标没有带号',
  'axes-swapped': '纵横坐标对调了',
  'web-mercator': '坐标是 Web 墨卡托的米',
  'degrees-as-metres': '坐标是经纬度，却按平面坐标读取',
  'metres-as-degrees': '坐标是平面坐标，却按经纬度读取',
}
