import { expect, test } from 'vitest'
import fc from 'fast-check'
import { displayText } from './cell-text.ts'
import { parseCell } from './parse-cell.ts'
import type { RawCell } from './cell-text.ts'
import type { Column } from './sheet-definition.ts'

const base = { key: 'k', heading: '列', example: '' } as const

function value(column: Column, cell: RawCell, percent = false): unknown {
  const parsed = parseCell(column, cell, percent)
  return parsed.ok ? parsed.value : parsed.fault.code
}

const text: Column = { ...base, kind: 'text', maxLength: 10 }
const code: Column = { ...base, kind: 'code', pattern: /^\d{9}$/ }
const area: Column = { ...base, kind: 'number', unit: 'm2', min: 0 }
const share: Column = { ...base, kind: 'number', unit: 'percent', min: 0, max: 100 }
const people: Column = { ...base, kind: 'number', unit: 'person', integer: true }
const day: Column = { ...base, kind: 'day' }
const yesNo: Column = { ...base, kind: 'yes-no' }
const list: Column = { ...base, kind: 'list' }
const phone: Column = { ...base, kind: 'phone' }
const kind: Column = {
  ...base,
  kind: 'one-of',
  choices: [
    { value: 'park', label: '公园', aliases: ['综合公园'] },
    { value: 'none', label: '无' },
  ],
}

test.for<[string, Column, RawCell, unknown]>([
  ['full-width letters and digits become plain', text, 'Ａ区１２号', 'A区12号'],
  ['Chinese brackets of a name stay', text, '公园（东）', '公园（东）'],
  ['ideographic, no-break and zero-width spaces go', text, '　云龙\u00A0\u200B公园　', '云龙 公园'],
  ['line breaks inside a cell stay', text, '一\r\n二\n', '一\n二'],
  ['a text beyond the limit is refused', text, '一二三四五六七八九十一', 'cell.too-long'],
  ['a code typed as a number is a code', code, 320_303_001, '320303001'],
  ['a code with spaces and full-width digits is a code', code, '３２０３０３　００１', '320303001'],
  ['a code of another length is refused', code, '32030300', 'cell.not-a-code'],
  ['thousands separators of both widths', area, '1，234，567.5', 1_234_567.5],
  ['square metres in any spelling', area, '1200㎡', 1_200],
  ['square metres in words', area, ' 1,200 平方米 ', 1_200],
  ['hectares become square metres', area, '1.1公顷', 11_000],
  ['15 mu are one hectare', area, '15亩', 10_000],
  ['a length is no area', area, '300米', 'cell.wrong-unit'],
  ['a guess is no number', area, '约1200', 'cell.not-a-number'],
  ['misplaced separators are no number', area, '1,2,3', 'cell.not-a-number'],
  ['a negative area is refused', area, '-5', 'cell.too-small'],
  ['a dash means none', area, '—', undefined],
  ['ten thousands of people', people, '3.5万人', 35_000],
  ['half a person is refused', people, 2.5, 'cell.not-an-integer'],
  ['a full-width percent sign', share, '35.5％', 35.5],
  ['a number above its limit is refused', share, '130%', 'cell.too-large'],
  ['a date written with dots', day, '2026.3.5', '2026-03-05'],
  ['a date written with slashes', day, '2026/3/5', '2026-03-05'],
  ['a date written with dashes and a time', day, '2026-03-05 10:30:00', '2026-03-05'],
  ['a date in Chinese with spaces', day, '2026 年 3 月 5 日', '2026-03-05'],
  ['a date in full-width digits', day, '２０２６．３．５', '2026-03-05'],
  ['a date of eight digits', day, '20260305', '2026-03-05'],
  ['a date of eight digits as a number', day, 20_260_305, '2026-03-05'],
  ['a date as a serial number', day, 46_086, '2026-03-05'],
  ['a date as a serial number in text', day, '46086', '2026-03-05'],
  ['a date cell', day, new Date('2026-03-05T00:00:00Z'), '2026-03-05'],
  ['a day that does not exist', day, '2026-2-30', 'cell.not-a-day'],
  ['a month is no day', day, '2026年3月', 'cell.not-a-day'],
  ['a year is no day', day, 2026, 'cell.not-a-day'],
  ['yes as a tick', yesNo, '√', true],
  ['no as 无', yesNo, '无', false],
  ['a maybe is refused', yesNo, '大概', 'cell.not-yes-no'],
  [
    'names separated by any mark, each once',
    list,
    '区城管局、区交运局；区城管局\n区住建局',
    ['区城管局', '区交运局', '区住建局'],
  ],
  ['a mobile number typed as a number', phone, 13_812_345_678, '13812345678'],
  ['a mobile number with spaces and +86', phone, '+86 138-1234-5678', '13812345678'],
  ['a fixed number without its dash', phone, '051683701234', '0516-83701234'],
  ['a fixed number with area code in brackets', phone, '（0516）83701234', '0516-83701234'],
  ['a fixed number with an extension', phone, '0516-83701234-801', '0516-83701234-801'],
  ['a local number', phone, '83701234', '83701234'],
  ['a service number', phone, '12345', '12345'],
  ['a number one digit short is refused', phone, '1381234567', 'cell.not-a-phone'],
  ['a choice by its label', kind, ' 公 园 ', 'park'],
  ['a choice by another word', kind, '综合公园', 'park'],
  ['a choice by its label with a remark', kind, '公园（市级）', 'park'],
  ['a choice that means none is a choice', kind, '无', 'none'],
  ['a word that is no choice', kind, '停车场', 'cell.not-a-choice'],
  ['the error of a formula is told', area, '#REF!', 'cell.formula-failed'],
  ['a blank cell is no value', area, ' 　', undefined],
])('%s', ([, column, cell, expected]) => {
  expect(value(column, cell)).toEqual(expected)
})

test('a number that Excel shows as a percentage is read as shown', () => {
  expect(value(share, 0.355, true)).toBe(35.5)
  expect(displayText(0.355, true)).toBe('35.5%')
})

test('a compulsory cell that is blank or a dash is refused', () => {
  expect(value({ ...area, required: true }, null)).toBe('cell.required')
  expect(value({ ...area, required: true }, '/')).toBe('cell.required')
})

test('numbers are shown without the sixteenth digit', () => {
  expect(displayText(0.1 + 0.2)).toBe('0.3')
})

test('every number survives being written with separators and a unit', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e9 }), fc.constantFrom('', '平方米', ' ㎡', 'm2'), (n, unit) => {
      expect(value(area, n.toLocaleString('en-US') + unit)).toBe(n)
    }),
  )
})

test('no text makes a cell throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(text, code, area, day, yesNo, list, phone, kind),
      (cell, column) => {
        parseCell(column, cell, false)
      },
    ),
  )
})
