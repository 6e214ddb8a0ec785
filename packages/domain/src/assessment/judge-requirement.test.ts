import { expect, test } from 'vitest'

import {
  aCity,
  aFigure,
  aQuantity,
  aRow,
  assessedItem,
  atLeast,
  day,
  districts,
  verified,
} from './bench.testing.ts'

const figures = (...values: readonly number[]) => ({
  figures: values.map((value, index) => aFigure(value, { zone: districts[index]?.id ?? '' })),
})

test('a figure at the threshold meets it', () => {
  expect(assessedItem(aRow(atLeast(31)), { facts: { figures: [aFigure(31)] } }).verdict).toBe('earned')
})

test('an unmeasured indicator is neither passed nor short', () => {
  const item = assessedItem(aRow(atLeast(31)))
  expect(item).toMatchObject({
    verdict: 'not-assessed',
    reason: { code: 'figure.missing', quantity: 'green' },
  })
  expect(item.shortages).toEqual([])
})

test('a figure within its error of the threshold is undecided and says so', () => {
  const facts = { figures: [aFigure(31.2, { error: 0.3 })] }
  expect(assessedItem(aRow(atLeast(31)), { facts })).toMatchObject({
    verdict: 'not-assessed',
    reason: { code: 'figure.within-error' },
  })
})

test('a figure further from the threshold than its error is decided', () => {
  const verdict = (value: number) =>
    assessedItem(aRow(atLeast(31)), { facts: { figures: [aFigure(value, { error: 0.3 })] } }).verdict
  expect([verdict(30.6), verdict(31.3)]).toEqual(['lost', 'earned'])
})

test('a figure of another day than today does not exist before its day', () => {
  const facts = { figures: [aFigure(40, { asOf: day('2026-12-31') }), aFigure(30)] }
  expect(assessedItem(aRow(atLeast(31)), { facts }).requirement?.value).toBe(30)
})

test('the computed figure is taken before the reported one, and a contradiction is kept in sight', () => {
  const facts = { figures: [aFigure(33), aFigure(30, { origin: 'computed' })] }
  const item = assessedItem(aRow(atLeast(31)), { facts })
  expect(item.verdict).toBe('lost')
  expect(item.requirement?.figure?.contradictedBy?.value).toBe(33)
})

test('measured and reported figures contradict each other only beyond what their digits say, and of about the same time', () => {
  const contradicted = (reported: number, asOf: '2025-12-31' | '2023-12-31', error = 0) => {
    const figures = [aFigure(31.2437, { origin: 'computed' }), aFigure(reported, { asOf: day(asOf), error })]
    return assessedItem(aRow(atLeast(31)), { facts: { figures } }).requirement?.figure?.contradictedBy?.value
  }
  expect(contradicted(31.2, '2025-12-31')).toBeUndefined()
  expect(contradicted(31.4, '2025-12-31')).toBe(31.4)
  expect(contradicted(31.4, '2025-12-31', 0.3)).toBeUndefined()
  expect(contradicted(31.4, '2023-12-31')).toBeUndefined()
})

test.each([{ value: NaN }, { value: Infinity }, { error: NaN }])(
  'a figure that is no number decides nothing: %j',
  (more) => {
    const facts = { figures: [aFigure(40, more)] }
    expect(assessedItem(aRow(atLeast(31)), { facts }).reason?.code).toBe('figure.not-finite')
  },
)

test('a figure in a unit of another kind is refused', () => {
  const facts = { figures: [aFigure(31, { unit: 'ha' })] }
  expect(assessedItem(aRow(atLeast(31)), { facts }).reason?.code).toBe('unit.mismatch')
})

test('a ratio is read as percent', () => {
  const facts = { figures: [aFigure(0.31, { unit: 'ratio' })] }
  expect(assessedItem(aRow(atLeast(31)), { facts }).verdict).toBe('earned')
})

test('a shortage is told in hectares of what the figure is a share of', () => {
  const per = { quantity: 'built-up', shortageUnit: 'ha' } as const
  const pack = { quantities: [aQuantity('green', { per }), aQuantity('built-up', { unit: 'km2' })] }
  const facts = { figures: [aFigure(29), aFigure(10, { quantity: 'built-up', unit: 'km2' })] }
  // 2 % of 10 km² = 0.2 km² = 20 ha
  expect(assessedItem(aRow(atLeast(31)), { pack, facts }).shortages).toMatchObject([
    {
      by: 2,
      unit: 'percent',
      direction: 'under',
      amount: { value: 20, unit: 'ha' },
    },
  ])
})

test('a figure by formula is as uncertain as its inputs', () => {
  const inputs = [
    { name: 'a', quantity: 'part', unit: 'ha' },
    { name: 'b', quantity: 'whole', unit: 'ha' },
  ] as const
  const pack = {
    quantities: [
      aQuantity('green', { formula: { expression: 'a/b', inputs } }),
      aQuantity('part', { unit: 'ha' }),
      aQuantity('whole', { unit: 'km2' }),
    ],
  }
  const part = (value: number, error: number) => ({
    figures: [
      aFigure(value, { quantity: 'part', unit: 'ha', error }),
      aFigure(1, { quantity: 'whole', unit: 'km2' }),
    ],
  })
  // 1 km² = 100 ha: ± 0.5 ha of 31.2 is ± 0.5 percentage points
  expect(assessedItem(aRow(atLeast(31)), { pack, facts: part(31.2, 0.5) }).reason?.code).toBe(
    'figure.within-error',
  )
  expect(assessedItem(aRow(atLeast(31)), { pack, facts: part(31.6, 0.5) }).verdict).toBe('earned')
})

test('a missing or impossible input of a formula is a reason, never a number', () => {
  const inputs = [
    { name: 'a', quantity: 'part', unit: 'ha' },
    { name: 'b', quantity: 'whole', unit: 'ha' },
  ] as const
  const pack = {
    quantities: [
      aQuantity('green', { formula: { expression: 'a/b', inputs } }),
      aQuantity('part', { unit: 'ha' }),
      aQuantity('whole', { unit: 'ha' }),
    ],
  }
  const part = aFigure(30, { quantity: 'part', unit: 'ha' })
  const zero = aFigure(0, { quantity: 'whole', unit: 'ha' })
  const item = (figures: (typeof part)[]) => assessedItem(aRow(atLeast(31)), { pack, facts: { figures } })
  expect(item([part]).reason).toEqual({ code: 'formula.input-missing', quantity: 'green', input: 'whole' })
  expect(item([part, zero]).reason?.code).toBe('formula.division-by-zero')
})

const everyDistrict = { of: 'every-zone', zones: 'district' } as const

test('the worst district decides a minimum over districts', () => {
  const row = aRow(atLeast(25, { scope: everyDistrict }))
  expect(assessedItem(row, { facts: figures(40, 26, 25) }).verdict).toBe('earned')
  const short = assessedItem(row, { facts: figures(40, 24.9, 25) })
  expect(short.verdict).toBe('lost')
  expect(short.shortages).toMatchObject([{ zone: 'west', by: 0.1 }])
})

test('one short district settles it, whatever the others are', () => {
  const row = aRow(atLeast(25, { scope: everyDistrict }))
  expect(assessedItem(row, { facts: figures(20) }).verdict).toBe('lost')
  expect(assessedItem(row, { facts: figures(30, 30) }).reason).toMatchObject({
    code: 'zones.figures-missing',
    zones: ['north'],
  })
})

test('a district on its own is the district that a minimum over districts means', () => {
  const applicant = {
    kind: 'district',
    name: 'own',
    zones: [{ id: 's', name: 's', kind: 'street' }],
  } as const
  const row = aRow(atLeast(25, { scope: everyDistrict }))
  expect(assessedItem(row, { applicant, facts: { figures: [aFigure(24)] } }).verdict).toBe('lost')
})

test('two thirds of the districts are enough where the text says so', () => {
  const row = aRow(
    atLeast(30, { scope: { of: 'zone-share', zones: 'district', share: { parts: 2, outOf: 3 } } }),
  )
  expect(assessedItem(row, { facts: figures(31, 31, 10) }).verdict).toBe('earned')
  expect(assessedItem(row, { facts: figures(31, 10, 10) }).verdict).toBe('lost')
  expect(assessedItem(row, { facts: figures(31, 10) }).verdict).toBe('not-assessed')
})

test('a gap is highest less lowest, and missing figures can only widen it', () => {
  const row = aRow({ kind: 'gap', quantity: 'green', zones: 'district', thresholds: [{ value: 5 }] })
  expect(assessedItem(row, { facts: figures(30, 35, 32) }).verdict).toBe('earned')
  const wide = assessedItem(row, { facts: figures(30, 36, 32) })
  expect(wide.verdict).toBe('lost')
  expect(wide.shortages).toMatchObject([{ by: 1, direction: 'over' }])
  expect(assessedItem(row, { facts: figures(30, 36) }).verdict).toBe('lost')
  expect(assessedItem(row, { facts: figures(30, 35) }).verdict).toBe('not-assessed')
})

test('either way of an OR is enough, and it is short only when both are', () => {
  const rise = atLeast(10, { quantity: 'park' })
  const row = aRow({ kind: 'any-of', options: [atLeast(50), rise] })
  const item = (green: number | undefined, park: number | undefined) =>
    assessedItem(row, {
      facts: {
        figures: [
          ...(green === undefined ? [] : [aFigure(green)]),
          ...(park === undefined ? [] : [aFigure(park, { quantity: 'park' })]),
        ],
      },
    }).verdict
  expect(item(40, 12)).toBe('earned')
  expect(item(50, undefined)).toBe('earned')
  expect(item(40, 9)).toBe('lost')
  expect(item(40, undefined)).toBe('not-assessed')
})

const rising = aRow({ kind: 'trend', quantity: 'green', direction: 'rising', years: 3 })
const yearly = (values: Readonly<Record<number, number>>) => ({
  figures: Object.entries(values).map(([year, value]) =>
    aFigure(value, { asOf: day(`${Number(year)}-01-01` as '2026-01-01') }),
  ),
})

test('a rise over three years needs four yearly figures, each above the one before', () => {
  expect(assessedItem(rising, { facts: yearly({ 2023: 1, 2024: 2, 2025: 3, 2026: 4 }) }).verdict).toBe(
    'earned',
  )
  expect(assessedItem(rising, { facts: yearly({ 2022: 1, 2023: 2, 2024: 3, 2025: 4 }) }).verdict).toBe(
    'earned',
  )
  expect(assessedItem(rising, { facts: yearly({ 2023: 1, 2024: 2, 2025: 2, 2026: 4 }) }).verdict).toBe('lost')
  expect(assessedItem(rising, { facts: yearly({ 2024: 2, 2025: 3, 2026: 4 }) }).reason).toMatchObject({
    code: 'trend.years-missing',
    years: [2023],
  })
  // 2026 is the year of application: it is not over, so nobody can be asked for it.
  expect(assessedItem(rising, { facts: yearly({ 2022: 1, 2023: 2 }) }).reason).toMatchObject({
    code: 'trend.years-missing',
    years: [2024, 2025],
  })
})

const measuredIn = (year: number, value: number) =>
  aFigure(value, { origin: 'computed', asOf: day(`${year}-01-01` as '2026-01-01') })

test('a measured year is not held against reported ones, and the reason names the years of the other source', () => {
  const { figures } = yearly({ 2023: 1, 2024: 2, 2025: 3 })
  for (const value of [2, 4]) {
    const item = assessedItem(rising, { facts: { figures: [...figures, measuredIn(2026, value)] } })
    expect(item.verdict).toBe('not-assessed')
  }
  const enough = yearly({ 2022: 1, 2023: 2, 2024: 3, 2025: 4 }).figures
  const item = assessedItem(rising, { facts: { figures: [...enough, measuredIn(2026, 3.5)] } })
  expect(item.verdict).toBe('earned')
  expect(item.requirement?.series?.map(({ origin }) => origin)).toEqual(Array(4).fill('reported'))
  const half = [measuredIn(2025, 3), measuredIn(2026, 4), ...yearly({ 2023: 1, 2024: 2 }).figures]
  expect(assessedItem(rising, { facts: { figures: half } }).reason).toMatchObject({
    code: 'trend.sources-differ',
    years: [2023, 2024],
  })
})

test('a complete measured series decides, whatever was reported beside it', () => {
  const measured = [2023, 2024, 2025, 2026].map((year, index) => measuredIn(year, 4 - index))
  const { figures } = yearly({ 2023: 1, 2024: 2, 2025: 3, 2026: 4 })
  expect(assessedItem(rising, { facts: { figures: [...measured, ...figures] } }).verdict).toBe('lost')
})

test('a year that somebody reported does not break the series that a formula gives', () => {
  const inputs = [
    { name: 'a', quantity: 'park', unit: 'percent' },
    { name: 'b', quantity: 'canopy', unit: 'percent' },
  ] as const
  const quantities = [
    aQuantity('green', { formula: { expression: 'a/b', inputs } }),
    aQuantity('park'),
    aQuantity('canopy'),
  ]
  const measured = [2023, 2024, 2025, 2026].flatMap((year, index) => [
    { ...measuredIn(year, 4 + 2 * index), quantity: 'park' },
    { ...measuredIn(year, 2), quantity: 'canopy' },
  ])
  const facts = { figures: [...measured, ...yearly({ 2025: 90 }).figures] }
  const item = assessedItem(rising, { pack: { quantities }, facts })
  expect(item.verdict).toBe('earned')
  expect(item.requirement?.series?.map(({ origin }) => origin)).toEqual(Array(4).fill('formula'))
})

test('a benchmark compares with another quantity', () => {
  const row = aRow({ kind: 'benchmark', quantity: 'green', comparator: 'at-least', against: 'park' })
  const item = (own: number, province: number) =>
    assessedItem(row, { facts: { figures: [aFigure(own), aFigure(province, { quantity: 'park' })] } })
  expect(item(31, 31).verdict).toBe('earned')
  expect(item(30, 31).shortages).toMatchObject([{ by: 1 }])
  expect(assessedItem(row, { facts: { figures: [aFigure(31)] } }).verdict).toBe('not-assessed')
})

test('a variant that needs an unknown fact stays open and names the fact', () => {
  const thresholds = [
    { value: 29, when: { region: 'north' } },
    { value: 31, when: { region: 'south' } },
  ] as const
  const row = aRow(atLeast(0, { thresholds }))
  const facts = { figures: [aFigure(30)] }
  expect(assessedItem(row, { facts }).reason).toMatchObject({ code: 'profile.missing', fields: ['region'] })
  expect(assessedItem(row, { facts, applicant: { ...aCity, region: 'north' } }).verdict).toBe('earned')
  expect(assessedItem(row, { facts, applicant: { ...aCity, region: 'south' } }).verdict).toBe('lost')
})

test('an allowance of which nobody knows whether it holds leaves open only what it would change', () => {
  const allowances = [{ change: -2, when: { historicShare: { moreThan: 50 } } }]
  const row = aRow(atLeast(31, { allowances }))
  const verdict = (value: number) => assessedItem(row, { facts: { figures: [aFigure(value)] } })
  expect(verdict(31).verdict).toBe('earned')
  expect(verdict(30).reason).toMatchObject({ code: 'profile.missing', fields: ['historicShare'] })
  expect(verdict(28).verdict).toBe('lost')
})

test('a tier without a number of its own asks for that of the tier it stands on, and one with none asks nothing', () => {
  const tiers = [
    { id: 'basic', name: 'basic' },
    { id: 'raised', name: 'raised', standsOn: 'basic' },
  ]
  const facts = { figures: [aFigure(85)] }
  const item = (tier: string, stated: string) =>
    assessedItem(aRow(atLeast(0, { thresholds: [{ value: 90, tier: stated }] })), {
      pack: { tiers },
      facts,
      options: { tier },
    }).verdict
  expect(item('raised', 'basic')).toBe('lost')
  expect(item('basic', 'raised')).toBe('not-applicable')
})

test('a verdict is to be checked as soon as its number is, though its row is not', () => {
  const thresholds = [{ value: 31, check: { status: 'unverified' } }] as const
  const facts = { figures: [aFigure(40)] }
  expect(assessedItem(aRow(atLeast(0, { thresholds })), { facts }).check).toBe('unverified')
  expect(assessedItem(aRow(atLeast(31), { check: verified }), { facts }).check).toBe('verified')
})
