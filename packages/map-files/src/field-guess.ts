import {
  layerKinds,
  roadClasses,
  type LayerField,
  type LayerKind,
  type RoadClass,
} from '@chuangyuan/domain/layer/layer-kind'
import type { Attributes } from '@chuangyuan/geo/layer'
import { greenClassOf, guessGreenEdition, type EditionGuess, type GreenEdition } from './green-classes.ts'
import { valueCounts } from './source-fields.ts'
import { distinctCap, type SourceField } from './source-layer.ts'

/** A proposal for one field of the system; a person confirms or changes it. */
export interface FieldGuess {
  readonly field: LayerField
  /** The file's field, undefined where none looks right. */
  readonly source: string | undefined
  /** 0 … 1; above 0.75 the name and the values agree. */
  readonly confidence: number
}

export interface FieldMapping {
  readonly fields: readonly FieldGuess[]
  /** For green layers: which edition the class column is of, and what it does not know. */
  readonly edition?: EditionGuess
}

interface Hint {
  /** Chinese, pinyin and English headings, most telling first; matched without case, spaces and underscores. */
  readonly names: readonly string[]
  /** Pieces that make a heading likely. */
  readonly pieces: readonly string[]
  readonly fits: (field: SourceField, rows: readonly Attributes[]) => number
}

/** Share of filled values that pass a test, on up to a thousand rows. */
function share(field: SourceField, rows: readonly Attributes[], test: (value: string) => boolean): number {
  let filled = 0
  let passed = 0
  for (let i = 0; i < rows.length && filled < 1_000; i++) {
    const value = rows[i]?.[field.name]
    if (value === null || value === undefined || value === '') continue
    filled++
    if (test(String(value).trim())) passed++
  }
  return filled === 0 ? 0 : passed / filled
}

function numbers(min: number, max: number) {
  return (field: SourceField, rows: readonly Attributes[]) =>
    share(field, rows, (value) => {
      const number = Number(value.replaceAll(/[,，%％米m人]/g, ''))
      return value !== '' && number >= min && number <= max
    })
}

/** Nearly every row filled and different. Capped counts are different enough. */
function uniqueness(field: SourceField, rows: readonly Attributes[]): number {
  const filled = rows.length - field.emptyCount
  return filled === 0
    ? 0
    : Math.min(1, field.distinctCount / Math.min(filled, distinctCap)) * (filled / rows.length)
}

const isChinese = (value: string) => /\p{Script=Han}/u.test(value)
const isGreenClass = (value: string) =>
  greenClassOf(value, '2002') !== undefined || greenClassOf(value, '2017') !== undefined

const roadClassWords: Readonly<Record<RoadClass, readonly string[]>> = {
  expressway: ['快速路', 'expressway', 'motorway', 'trunk', 'kuaisulu'],
  arterial: ['主干路', '主干道', 'arterial', 'primary', 'zhuganlu'],
  secondary: ['次干路', '次干道', 'secondary', 'ciganlu'],
  branch: ['支路', '街巷', '背街小巷', '巷道', 'branch', 'tertiary', 'residential', 'zhilu'],
}

/** The road class a cell names (CJJ 37's four classes, in Chinese, pinyin and OpenStreetMap's words). */
export function roadClassOf(cell: string): RoadClass | undefined {
  const plain = normal(cell)
    .replace(/^(城市|规划)/, '')
    .replace(/link$/, '')
  return roadClasses.find((roadClass) =>
    roadClassWords[roadClass].some((word) => plain === word || plain === `${word}级`),
  )
}

const greenClassNames = [
  '绿地类型',
  '绿地类别',
  '绿地分类',
  '绿地代码',
  '绿地编码',
  '用地代码',
  '类别代码',
  'class2017',
  'class2002',
  'ldlx',
  'lddm',
  'ydlx',
  'yddm',
  'dldm',
  'dlbm',
  'lddlx',
  'greentype',
  'greenclass',
  'landuse',
]

const greenClassHint: Hint = {
  names: greenClassNames,
  pieces: ['绿地类', '类型', '类别', '分类', 'class', 'type', 'lx', 'dm', 'code', '代码', '编码'],
  fits: (field, rows) => share(field, rows, isGreenClass),
}

const hints: Readonly<Record<LayerField, Hint>> = {
  id: {
    names: [
      '编号',
      '绿地编号',
      '标识码',
      '唯一标识',
      '图斑编号',
      '地块编号',
      '道路编号',
      'id',
      'fid',
      'objectid',
      'gid',
      'bsm',
      'bh',
      'tbbh',
      'dkbh',
      'uuid',
      'osmid',
      'no',
    ],
    pieces: ['编号', '标识', '序号', 'id', 'bh'],
    fits: uniqueness,
  },
  code: {
    names: [
      '街道代码',
      '行政区代码',
      '行政区划代码',
      '区划代码',
      '代码',
      'xzqdm',
      'xzqhdm',
      'qhdm',
      'jddm',
      'adcode',
      'code',
      'pac',
    ],
    pieces: ['代码', '编码', 'dm', 'code'],
    fits: (field, rows) =>
      share(field, rows, (value) => /^\d{6}(\d{3}){0,2}$/.test(value)) * uniqueness(field, rows),
  },
  name: {
    names: [
      '名称',
      '公园名称',
      '绿地名称',
      '小区名称',
      '道路名称',
      '路名',
      '街道名称',
      '街道',
      '社区名称',
      '地块名称',
      '湖泊名称',
      '河流名称',
      'mc',
      'name',
      'namechn',
      'namezh',
      'xqmc',
      'dlmc',
      'gymc',
      'ldmc',
      'lm',
      'xzqmc',
      'jdmc',
      'mingcheng',
    ],
    pieces: ['名称', '名', 'name', 'mc', 'ming'],
    // A column of classes is Chinese too; names seldom repeat.
    fits: (field, rows) =>
      share(field, rows, (value) => isChinese(value) && !isGreenClass(value)) *
      (0.5 + uniqueness(field, rows) / 2),
  },
  class2017: greenClassHint,
  class2002: greenClassHint,
  people: {
    names: [
      '人口',
      '人口数',
      '常住人口',
      '居住人口',
      '总人口',
      '户籍人口',
      '人数',
      'rk',
      'rks',
      'rksl',
      'czrk',
      'jzrk',
      'renkou',
      'people',
      'population',
      'pop',
      'residents',
    ],
    pieces: ['人口', '人数', 'rk', 'pop', 'people', 'renkou'],
    fits: numbers(0, 200_000),
  },
  class: {
    names: [
      '道路等级',
      '道路类型',
      '道路类别',
      '等级',
      '道路级别',
      'dldj',
      'dllx',
      'dengji',
      'roadclass',
      'class',
      'highway',
      'fclass',
      'level',
      'grade',
    ],
    pieces: ['等级', '级别', 'dj', 'class', 'type', '类型'],
    fits: (field, rows) => share(field, rows, (value) => roadClassOf(value) !== undefined),
  },
  width: {
    names: ['宽度', '红线宽度', '道路宽度', '路宽', '路幅', 'kd', 'lk', 'hxkd', 'dlkd', 'kuandu', 'width'],
    pieces: ['宽', 'kd', 'width', 'kuan'],
    fits: numbers(1, 200),
  },
  treeSides: {
    names: [
      '行道树侧数',
      '行道树',
      '绿化侧数',
      '种植侧数',
      '行道树种植',
      'xds',
      'xdscs',
      'treesides',
      'trees',
    ],
    pieces: ['行道树', '侧数', 'sides', 'xds', 'tree'],
    fits: (field, rows) => share(field, rows, (value) => treeSidesOf(value) !== undefined),
  },
  shaded: {
    names: [
      '林荫率',
      '绿荫覆盖率',
      '树冠覆盖率',
      '遮荫率',
      '遮阴率',
      '郁闭度',
      'lyl',
      'zyl',
      'linyinlv',
      'shade',
      'shaded',
      'canopy',
    ],
    pieces: ['荫', '遮阴', '覆盖率', 'shade', 'canopy', 'linyin'],
    fits: numbers(0, 100),
  },
  use: {
    names: [
      '用地性质',
      '现状用途',
      '用途',
      '规划用途',
      '地类名称',
      '用地类型',
      'ydxz',
      'yt',
      'xzyt',
      'dlmc',
      'landuse',
      'use',
    ],
    pieces: ['用途', '性质', '地类', 'use', 'yt', 'xz'],
    fits: (field, rows) => share(field, rows, () => true) * (1 - uniqueness(field, rows) / 2),
  },
}

/** How many sides of a road have street trees, as tables put it. */
export function treeSidesOf(cell: string): 0 | 1 | 2 | undefined {
  const plain = normal(cell)
  if (/^(2|两侧|双侧|两边|双边|both)$/.test(plain)) return 2
  if (/^(1|单侧|一侧|单边|左侧|右侧|left|right)$/.test(plain)) return 1
  return /^(0|无|没有|none|no)$/.test(plain) ? 0 : undefined
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\s_\-.]+/g, '')
    .toLowerCase()
}

/** Exact headings count more the earlier they stand; ten-byte shapefile names are cut, so a beginning counts too. */
function nameScore(name: string, { names, pieces }: Hint): number {
  const plain = normal(name).replace(/\(.*\)$/, '')
  if (names.includes(plain)) return 1
  if (plain.length >= 3 && names.some((full) => full.startsWith(plain) && plain.length * 2 >= full.length))
    return 0.7
  if (
    pieces.some((piece) =>
      isChinese(piece) ? plain.includes(piece) : plain.startsWith(piece) || plain.endsWith(piece),
    )
  )
    return 0.5
  return 0
}

const least = 0.45

/**
 * Proposes which of a file's fields is which of the system's, for one kind of layer. Name and values both
 * speak; a field is given away once, to whom it fits best.
 */
export function guessFields(
  kind: LayerKind,
  fields: readonly SourceField[],
  rows: readonly Attributes[],
): FieldMapping {
  const wanted: readonly LayerField[] = layerKinds[kind].fields
  const isGreen = wanted.includes('class2017')
  // Both editions read the same column; which of the two it is, the values tell.
  const asked = wanted.filter((field) => field !== 'class2002')
  const pairs = asked
    .flatMap((field) =>
      fields.map((source) => ({ field, source: source.name, confidence: confidence(field, source, rows) })),
    )
    .filter(({ confidence: sure }) => sure >= least)
    .sort((a, b) => b.confidence - a.confidence)
  const given = new Map<LayerField, FieldGuess>()
  const taken = new Set<string>()
  for (const pair of pairs) {
    if (given.has(pair.field) || taken.has(pair.source)) continue
    given.set(pair.field, pair)
    taken.add(pair.source)
  }
  const none = (field: LayerField): FieldGuess => ({ field, source: undefined, confidence: 0 })
  if (!isGreen) return { fields: asked.map((field) => given.get(field) ?? none(field)) }

  // Archives carry both editions side by side, each in a column of its own.
  const columns = pairs
    .filter(({ field }) => field === 'class2017')
    .map((pair) => ({ pair, values: valueCounts(rows, pair.source) }))
    .map(({ pair, values }) => ({ pair, values, guessed: guessGreenEdition(values) }))
  const of = (wantedEdition: GreenEdition) => columns.find(({ guessed }) => guessed.edition === wantedEdition)
  const [newer, older] = [of('2017'), of('2002')]
  // Names, unlike codes, mean the same in both editions: then the newer one is proposed, not claimed.
  const named = columns.find(({ values }) => values.every(({ value }) => !/[A-Z]/i.test(value)))
  const proposed = { class2017: newer ?? (older === undefined ? named : undefined), class2002: older }
  const edition = (newer ?? older ?? columns[0])?.guessed
  return {
    fields: wanted.map((field) => {
      if (field !== 'class2017' && field !== 'class2002') return given.get(field) ?? none(field)
      const pair = proposed[field]?.pair
      return pair === undefined ? none(field) : { ...pair, field }
    }),
    ...(edition === undefined ? {} : { edition }),
  }
}

function confidence(field: LayerField, source: SourceField, rows: readonly Attributes[]): number {
  const hint = hints[field]
  const byName = nameScore(source.name, hint)
  const byValue = hint.fits(source, rows)
  if (byName === 0) {
    // Values alone speak only where they are unmistakable: classes, not numbers or texts.
    const unmistakable = field === 'class2017' || field === 'class' || field === 'code'
    return unmistakable && byValue > 0.9 ? 0.6 : 0
  }
  return byValue < 0.2 ? 0 : 0.6 * byName + 0.4 * byValue
}
