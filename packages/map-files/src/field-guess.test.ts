import { expect, test } from 'vitest'
import type { Attributes } from '@chuangyuan/geo/layer'
import type { LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { guessFields, roadClassOf, treeSidesOf } from './field-guess.ts'
import {
  edition2002Of,
  edition2017Of,
  greenClasses,
  greenClassOf,
  guessGreenEdition,
} from './green-classes.ts'
import { fieldsOf } from './source-fields.ts'

function guess(kind: LayerKind, rows: readonly Attributes[]) {
  const { fields, edition } = guessFields(kind, fieldsOf(rows, new Map()), rows)
  const sources = Object.fromEntries(
    fields.flatMap(({ field, source }) => (source === undefined ? [] : [[field, source]])),
  )
  return { sources, edition: edition?.edition }
}

function rows(count: number, row: (i: number) => Attributes): readonly Attributes[] {
  return Array.from({ length: count }, (_, i) => row(i))
}

const classes = ['G11', 'G12', 'G14', 'G2', 'XG', 'RG', 'EG1']

test('Chinese headings of a green layer are recognised, and the edition by its codes', () => {
  const green = rows(40, (i) => ({
    编号: `L${String(i)}`,
    绿地名称: `绿地${String(i)}`,
    绿地类型: classes[i % 7] ?? '',
    面积: i * 10,
    备注: '无',
  }))
  expect(guess('green', green)).toEqual({
    sources: { id: '编号', name: '绿地名称', class2017: '绿地类型' },
    edition: '2017',
  })
})

test('pinyin initials are recognised, and a 2002 column goes to the 2002 field', () => {
  const old = ['G111', 'G15', 'G41', 'G46', 'G3']
  const green = rows(40, (i) => ({
    BSM: i + 1,
    MC: `公园${String(i)}`,
    LDLX: old[i % 5] ?? '',
    SHAPE_Area: i / 7,
  }))
  expect(guess('green', green)).toEqual({
    sources: { id: 'BSM', name: 'MC', class2002: 'LDLX' },
    edition: '2002',
  })
})

test('a class column under a meaningless heading is found by its values', () => {
  const green = rows(30, (i) => ({
    F1: `地块${String(i)}`,
    F2: ['防护绿地', '广场用地', '公园绿地'][i % 3] ?? '',
    F3: i,
  }))
  expect(guess('green', green)).toMatchObject({ sources: { class2017: 'F2' }, edition: '2017' })
})

test('codes that mean different things in the two editions decide nothing', () => {
  const green = rows(30, (i) => ({ 类型: ['G1', 'G2', 'G3', 'G12'][i % 4] ?? '' }))
  const { sources, edition } = guess('green', green)
  expect(edition).toBeUndefined()
  expect(sources).toEqual({})
  expect(guessGreenEdition([{ value: 'G2', count: 5 }])).toMatchObject({ edition: undefined, telling: [] })
})

test('an archive with both editions in two columns gives both', () => {
  const green = rows(40, (i) => ({
    class2017: ['SG', 'EG12', 'G14'][i % 3] ?? '',
    class2002: i % 4 === 0 ? null : (['G46', 'G15', 'G112'][i % 3] ?? ''),
  }))
  expect(guess('green', green)).toEqual({
    sources: { class2017: 'class2017', class2002: 'class2002' },
    edition: '2017',
  })
})

test('names that both editions have mean the same in both, so the newer edition is proposed', () => {
  const green = rows(30, (i) => ({ 绿地类型: ['综合公园', '防护绿地'][i % 2] ?? '' }))
  expect(guess('green', green)).toEqual({ sources: { class2017: '绿地类型' }, edition: undefined })
})

test('the name beside the code tells the edition', () => {
  expect(guessGreenEdition([{ value: 'G2防护绿地', count: 5 }]).edition).toBe('2017')
  expect(guessGreenEdition([{ value: 'G2 生产绿地', count: 5 }]).edition).toBe('2002')
})

test('values no edition knows are named', () => {
  expect(
    guessGreenEdition([
      { value: 'G11', count: 5 },
      { value: '草坪', count: 1 },
    ]).unknown,
  ).toEqual(['草坪'])
})

test('English headings of homes are recognised', () => {
  const homes = rows(25, (i) => ({ gid: i, name: `云龙小区${String(i)}`, population: 500 + i, floors: 6 }))
  expect(guess('homes', homes).sources).toEqual({ id: 'gid', name: 'name', people: 'population' })
})

test('roads: class, width, shade and tree sides', () => {
  const roads = rows(50, (i) => ({
    OBJECTID: i,
    路名: `和平路${String(i)}`,
    道路等级: ['主干路', '次干路', '支路'][i % 3] ?? '',
    红线宽度: 20 + (i % 30),
    林荫率: i % 100,
    行道树: ['两侧', '单侧', '无'][i % 3] ?? '',
  }))
  expect(guess('roads', roads).sources).toEqual({
    id: 'OBJECTID',
    name: '路名',
    class: '道路等级',
    width: '红线宽度',
    shaded: '林荫率',
    treeSides: '行道树',
  })
})

test('headings cut to ten bytes by a shapefile are recognised', () => {
  const roads = rows(20, (i) => ({ 道路名: `路${String(i)}`, kuand: 12 }))
  expect(guess('roads', roads).sources).toEqual({ name: '道路名', width: 'kuand' })
})

test('a heading whose values do not fit is not proposed', () => {
  const homes = rows(20, (i) => ({ 名称: `小区${String(i)}`, 人口: '见附件' }))
  expect(guess('homes', homes).sources).toEqual({ name: '名称' })
})

test('street codes are told from other numbers', () => {
  const streets = rows(12, (i) => ({
    XZQDM: `3203030${String(10 + i)}`,
    XZQMC: `街道${String(i)}`,
    AREA: i * 1.5,
  }))
  expect(guess('streets', streets).sources).toEqual({ code: 'XZQDM', name: 'XZQMC' })
})

test.for([
  ['Ｇ１１', 'G11'],
  ['g12 ', 'G12'],
  ['综合公园', 'G11'],
  ['G14-游园', 'G14'],
  ['游园（G14）', 'G14'],
  ['口袋公园', 'G14'],
  ['EG12', 'EG12'],
  ['G9', undefined],
  ['BIG1', undefined],
  ['', undefined],
])('the class of %s is %s in 2017', ([cell, code]) => {
  expect(greenClassOf(cell ?? '', '2017')?.code).toBe(code)
})

test('every class of 2002 has a successor that exists in 2017', () => {
  const successors = new Set(greenClasses['2017'].map(({ code }) => code))
  for (const { code } of greenClasses['2002']) {
    expect(edition2017Of[code]?.every((answer) => successors.has(answer))).toBe(true)
  }
  expect(Object.keys(edition2017Of).sort()).toEqual(greenClasses['2002'].map(({ code }) => code).sort())
  expect(edition2002Of('G14')).toEqual(['G122', 'G14', 'G15'])
})

test('road classes and tree sides are read in the words of tables', () => {
  expect(['城市主干路', '次干道', '支路', 'primary_link', '快速路', '高速'].map(roadClassOf)).toEqual([
    'arterial',
    'secondary',
    'branch',
    'arterial',
    'expressway',
    undefined,
  ])
  expect(['两侧', '单侧', '无', '2', '三'].map(treeSidesOf)).toEqual([2, 1, 0, 2, undefined])
})
