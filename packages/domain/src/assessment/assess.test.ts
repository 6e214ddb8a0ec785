import fc from 'fast-check'
import { expect, test } from 'vitest'

import type { Heading, Item, QualitativeRow, Row } from '../standard/pack.ts'
import type { Scoring } from '../standard/scoring.ts'
import {
  aFigure,
  aQuantity,
  aRow,
  assessed,
  assessedItem,
  atLeast,
  day,
  districts,
  verified,
} from './bench.testing.ts'
import type { Figure } from './facts.ts'
import { verdicts, whole } from './four-part.ts'
import { shortageInWords } from './shortage.ts'

const stated = <Value>(value: Value) => ({ value, check: verified })

function aHeading(rows: readonly Row[], scoring?: Scoring, id = 'heading'): Heading {
  return {
    kind: 'heading',
    id,
    name: id,
    check: verified,
    rows,
    ...(scoring === undefined ? {} : { scoring }),
  }
}

const deadTrees = (full: number, floor?: number): Scoring => ({
  mode: 'deduction',
  full: stated(full),
  deductions: [
    { id: 'dead-tree', name: '死树', cause: { kind: 'finding', finding: 'dead-tree' }, points: stated(0.1) },
  ],
  ...(floor === undefined ? {} : { floor: stated(floor) }),
})

const dead = (count: number, row = 'heading') => ({ finding: 'dead-tree', row, count, on: day('2026-05-01') })

test('a district that has looked at nothing has earned nothing and lost nothing', () => {
  const { items, standing } = assessed([aRow(atLeast(31))])
  expect(items).toEqual({ earned: 0, lost: 0, notAssessed: 1, notApplicable: 0 })
  expect(standing.kind).toBe('open')
})

test('three dead trees take exactly 0.3', () => {
  const { points } = assessed([aHeading([aRow(atLeast(31))], deadTrees(30))], {
    facts: { figures: [aFigure(31)], findings: [dead(2), dead(1)] },
  })
  expect(points).toEqual({ earned: 29.7, lost: 0.3, notAssessed: 0, notApplicable: 0 })
})

test('findings never take more than the heading has above its floor', () => {
  const { points } = assessed([aHeading([aRow(atLeast(31))], deadTrees(30, 10))], {
    facts: { figures: [aFigure(31)], findings: [dead(900)] },
  })
  expect(points).toMatchObject({ earned: 10, lost: 20 })
})

test('how much a failed item of a heading costs is not known, so its points are not assessed', () => {
  const heading = aHeading(
    [aRow(atLeast(31)), aRow(atLeast(10, { quantity: 'park' }), { id: 'other' })],
    deadTrees(30),
  )
  const facts = { figures: [aFigure(20), aFigure(12, { quantity: 'park' })] }
  const { points, headings, items } = assessed([heading], { facts })
  expect(points).toEqual({ earned: 0, lost: 0, notAssessed: 30, notApplicable: 0 })
  expect(headings[0]?.reason).toEqual({ code: 'points.split-unknown' })
  expect(items).toMatchObject({ earned: 1, lost: 1 })
})

test('equal shares are an assumption, marked on every item and as a warning', () => {
  const heading = aHeading(
    [aRow(atLeast(31)), aRow(atLeast(10, { quantity: 'park' }), { id: 'other' })],
    deadTrees(30),
  )
  const facts = { figures: [aFigure(20), aFigure(12, { quantity: 'park' })] }
  const { points, rows, warnings } = assessed([heading], { facts, options: { split: 'equal' } })
  expect(points).toEqual({ earned: 15, lost: 15, notAssessed: 0, notApplicable: 0 })
  expect(rows.every(({ pointsBasis }) => pointsBasis === 'assumed-equal')).toBe(true)
  expect(warnings).toContainEqual({ code: 'points.assumed-equal' })
})

test('a score below the cut-off is failed only when what is not assessed cannot save it', () => {
  const outcome = { kind: 'cut-off', full: stated(30), atLeast: stated(29) } as const
  const heading = aHeading([aRow(atLeast(31))], deadTrees(30))
  const standing = (trees: number, green: number | undefined) =>
    assessed([heading], {
      pack: { outcome },
      facts: { figures: green === undefined ? [] : [aFigure(green)], findings: [dead(trees)] },
    }).standing
  expect(standing(11, undefined)).toEqual({
    kind: 'failed',
    points: { lowest: 0, highest: 28.9, cutOff: 29 },
  })
  expect(standing(10, undefined)).toEqual({ kind: 'open', points: { lowest: 0, highest: 29, cutOff: 29 } })
  expect(standing(10, 31)).toEqual({ kind: 'passing', points: { lowest: 29, highest: 29, cutOff: 29 } })
})

const clauses: QualitativeRow = {
  kind: 'qualitative',
  id: 'plan',
  name: 'plan',
  check: verified,
  clauses: [
    { id: '1', text: 'made in time', veto: { check: verified } },
    { id: '2', text: 'carried out' },
  ],
}
const answer = (clause: string, met: boolean, on: '2026-01-01' | '2026-02-01' = '2026-01-01') => ({
  row: 'plan',
  clause,
  met,
  finder: '资料组',
  on: day(on),
})

test('a veto on a clause fires with that clause, not with its neighbour', () => {
  const standing = (first: boolean, second: boolean) =>
    assessed([clauses], { facts: { answers: [answer('1', first), answer('2', second)] } })
  expect(standing(false, true).standing).toEqual({ kind: 'vetoed', rows: ['plan'] })
  const neighbour = standing(true, false)
  expect(neighbour.standing.kind).toBe('failed')
  expect(neighbour.vetoes[0]?.veto).toBe('clear')
})

test('an item is met only when all its clauses are, and the later answer counts', () => {
  const half = assessedItem(clauses, { facts: { answers: [answer('1', true)] } })
  expect(half).toMatchObject({ verdict: 'not-assessed', reason: { code: 'answer.missing', clauses: ['2'] } })
  const answers = [answer('1', true), answer('2', true, '2026-02-01'), answer('2', false)]
  expect(assessedItem(clauses, { facts: { answers } }).verdict).toBe('earned')
})

test('one point off for each missing clause, and what nobody looked at is at risk', () => {
  const scoring: Scoring = {
    mode: 'deduction',
    full: stated(3),
    deductions: [{ id: 'clause', name: '缺一项', cause: { kind: 'unmet-clause' }, points: stated(1) }],
  }
  const item = assessedItem({ ...clauses, scoring }, { facts: { answers: [answer('1', false)] } })
  expect(item.points).toEqual({ earned: 1, lost: 1, notAssessed: 1, notApplicable: 0 })
})

test('a failed entry gate comes before everything else', () => {
  const gate = aRow(atLeast(31), { entryGate: { check: verified } })
  expect(assessed([gate, clauses], { facts: { figures: [aFigure(30)] } }).standing).toEqual({
    kind: 'gate-failed',
    rows: ['row'],
  })
})

const incident: Item = {
  kind: 'incident',
  id: 'incident',
  name: 'incident',
  check: verified,
  incidents: ['major-pollution'],
  lookBack: { years: 2, countedBy: 'calendar-year' },
  veto: { check: verified },
}

test('an incident in the years looked back on is a veto; an older one is none', () => {
  const verdict = (on: '2025-01-01' | '2024-12-31') =>
    assessed([incident], {
      facts: {
        incidents: [{ incident: 'major-pollution', on: day(on) }],
        incidentStatements: [{ row: 'incident', finder: '创建办', on: day('2026-05-01') }],
      },
    }).standing.kind
  expect(verdict('2025-01-01')).toBe('vetoed')
  expect(verdict('2024-12-31')).toBe('passing')
})

test('no record of incidents is no proof that there was none', () => {
  expect(assessedItem(incident)).toMatchObject({ verdict: 'not-assessed', veto: 'open' })
})

test('a certificate must be held, in grade, and long enough', () => {
  const row: Item = {
    kind: 'certificate',
    id: 'grade',
    name: 'grade',
    check: verified,
    certificate: 'GB/T 50563',
    grades: ['Ⅰ', 'Ⅱ'],
    heldYears: 3,
  }
  const verdict = (grade: string | undefined, grantedOn: '2023-06-01' | '2023-06-02') =>
    assessedItem(row, {
      facts: {
        certificates: [
          {
            certificate: 'GB/T 50563',
            held: true,
            grantedOn: day(grantedOn),
            finder: '创建办',
            on: day('2026-05-01'),
            ...(grade === undefined ? {} : { grade }),
          },
        ],
      },
    }).verdict
  expect(verdict('Ⅱ', '2023-06-01')).toBe('earned')
  expect(verdict('Ⅱ', '2023-06-02')).toBe('lost')
  expect(verdict('Ⅲ', '2023-06-01')).toBe('lost')
  expect(verdict(undefined, '2023-06-01')).toBe('not-assessed')
})

test('what an applicant of its kind is spared does not apply', () => {
  const applicants = [{ kind: 'district', name: '园林城区', excludes: ['heading'], check: verified }] as const
  const { rows, points } = assessed([aHeading([aRow(atLeast(31))], deadTrees(10))], {
    pack: { applicants },
    applicant: { kind: 'district', name: 'district', zones: [] },
  })
  expect(rows[0]).toMatchObject({ verdict: 'not-applicable', reason: { code: 'applicant.excluded' } })
  expect(points).toEqual({ earned: 0, lost: 0, notAssessed: 0, notApplicable: 10 })
})

test('points in proportion are full from the threshold on and none from zero down', () => {
  const scoring: Scoring = { mode: 'ratio', full: stated(10), zeroAt: stated(20) }
  const earned = (value: number) =>
    assessedItem(aRow(atLeast(40), { scoring }), { facts: { figures: [aFigure(value)] } }).points?.earned
  expect([10, 20, 30, 40, 50].map(earned)).toEqual([0, 0, 5, 10, 10])
})

test('yearly marks are weighted, and a year without a mark is not assessed', () => {
  const scoring: Scoring = {
    mode: 'year-series',
    full: stated(100),
    scale: stated(100),
    weights: stated([
      { yearsBack: 2, percent: 15 },
      { yearsBack: 1, percent: 25 },
      { yearsBack: 0, percent: 60 },
    ]),
  }
  const facts = {
    figures: [aFigure(80, { asOf: day('2024-12-01') }), aFigure(90, { asOf: day('2025-12-01') })],
  }
  // 15 × 0.8 + 25 × 0.9 = 34.5
  expect(assessedItem(aRow(atLeast(60), { scoring }), { facts }).points).toEqual({
    earned: 34.5,
    lost: 5.5,
    notAssessed: 60,
    notApplicable: 0,
  })
})

test('a bonus stands beside the score and within its limit', () => {
  const scoring: Scoring = { mode: 'bonus', each: stated(1), atMost: stated(2) }
  const { bonus, items } = assessed([aRow(atLeast(1), { scoring })], { facts: { figures: [aFigure(3)] } })
  expect(bonus).toEqual({ earned: 2, open: 0 })
  expect(whole(items)).toBe(0)
})

test('the class follows from the worst item', () => {
  const outcome = {
    kind: 'worst-item',
    check: verified,
    classes: [
      { name: '优秀', worst: 'nothing-lost' },
      { name: '良好', worst: 'item-lost' },
      { name: '一般', worst: 'veto-lost' },
    ],
  } as const
  const veto = aRow(atLeast(31), { veto: { check: verified } })
  const plain = aRow(atLeast(10, { quantity: 'park' }), { id: 'other' })
  const standing = (green: number, park: number) =>
    assessed([veto, plain], {
      pack: { outcome },
      facts: { figures: [aFigure(green), aFigure(park, { quantity: 'park' })] },
    }).standing
  expect(standing(31, 10)).toEqual({ kind: 'class', name: '优秀', certain: true })
  expect(standing(31, 9)).toEqual({ kind: 'class', name: '良好', certain: true })
  expect(standing(30, 10)).toEqual({ kind: 'class', name: '一般', certain: true })
})

test('a coverage below the green rate, and a figure without a base date, are warned of', () => {
  const quantities = [
    aQuantity('green', {
      map: {
        indicator: 'green-rate',
        classes: { value: { edition2002: [], edition2017: [] }, check: verified },
      },
    }),
    aQuantity('canopy', {
      map: { indicator: 'green-coverage', layers: { value: ['green'], check: verified } },
    }),
  ]
  const { asOf: _asOf, ...undated } = aFigure(33)
  const { warnings } = assessed([aRow(atLeast(31))], {
    pack: { quantities },
    facts: { figures: [undated, aFigure(30, { quantity: 'canopy' })] },
  })
  expect(warnings).toContainEqual({ code: 'coverage.below-green-rate', quantity: 'canopy', values: [30, 33] })
  expect(warnings).toContainEqual({ code: 'figure.no-base-date', quantity: 'green' })
})

test('a zone is held beside the threshold of the whole, but bound only where the text binds it', () => {
  const binding = aRow(atLeast(25, { scope: { of: 'every-zone', zones: 'district' } }), { id: 'minimum' })
  const { zones } = assessed([aRow(atLeast(31)), binding], {
    facts: { figures: [aFigure(20, { zone: 'east' }), aFigure(30, { zone: 'west' })] },
  })
  const cells = zones.map(({ zone, bindingShort, cells: all }) => [
    zone,
    bindingShort,
    all.map(({ row, outcome }) => `${row} ${outcome}`),
  ])
  expect(cells).toEqual([
    ['east', 1, ['row short', 'minimum short']],
    ['west', 0, ['row short', 'minimum met']],
    ['north', 0, ['minimum open']],
  ])
})

test('a shortage is said in words, land first', () => {
  const shortage = { quantity: 'green', by: 1.2, unit: 'percent', direction: 'under' } as const
  expect(shortageInWords({ ...shortage, amount: { value: 12.3, unit: 'ha' } })).toBe(
    '缺 12.3 公顷（1.2 个百分点）',
  )
  expect(shortageInWords({ ...shortage, by: 0.0004 })).toBe('缺 0.0004 个百分点')
})

const scorings = (full: number): fc.Arbitrary<Scoring | undefined> =>
  fc.constantFrom<Scoring | undefined>(
    undefined,
    { mode: 'all-or-nothing', full: stated(full) },
    deadTrees(full),
    { mode: 'ratio', full: stated(full), zeroAt: stated(5) },
    { mode: 'expert', full: stated(full), scale: stated(100) },
    {
      mode: 'year-series',
      full: stated(full),
      scale: stated(100),
      weights: stated([
        { yearsBack: 1, percent: 33 },
        { yearsBack: 0, percent: 66 },
      ]),
    },
  )

const quantity = fc.constantFrom('green', 'canopy', 'park')
const points = fc.integer({ min: 1, max: 300 }).map((tenths) => tenths / 10)
const measured = fc
  .record({
    quantity,
    limit: fc.integer({ min: 0, max: 100 }),
    scoring: points.chain(scorings),
    zones: fc.boolean(),
  })
  .map(({ quantity: of, limit, scoring, zones }): Item => {
    const scope = zones ? ({ of: 'every-zone', zones: 'district' } as const) : ({ of: 'whole' } as const)
    return aRow(atLeast(limit, { quantity: of, scope }), scoring === undefined ? {} : { scoring })
  })
const unread: fc.Arbitrary<Item> = fc
  .integer({ min: 1, max: 9 })
  .map((standsFor) => ({ kind: 'unknown', id: 'row', name: 'row', check: verified, standsFor }))
const trees: fc.Arbitrary<readonly Row[]> = fc
  .array(
    fc.record({
      items: fc.array(fc.oneof(measured, unread), { minLength: 1, maxLength: 5 }),
      extra: fc.option(points),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((headings) =>
    headings.map(({ items, extra }, heading) => {
      const rows = items.map((item, index) => ({ ...item, id: `${String(heading)}-${String(index)}` }))
      const given = rows.reduce(
        (sum, { scoring }) => sum + (scoring !== undefined && 'full' in scoring ? scoring.full.value : 0),
        0,
      )
      return aHeading(rows, extra === null ? undefined : deadTrees(given + extra), String(heading))
    }),
  )
const someFigures: fc.Arbitrary<readonly Figure[]> = fc
  .array(
    fc.record({
      quantity,
      value: fc.integer({ min: 0, max: 100 }),
      zone: fc.option(fc.constantFrom(...districts.map(({ id }) => id))),
      error: fc.constantFrom(0, 0, 3),
      asOf: fc.constantFrom(day('2025-01-01'), day('2026-01-01')),
    }),
    { maxLength: 14 },
  )
  .map((all) =>
    all.map(({ zone, ...figure }) =>
      aFigure(figure.value, { ...figure, ...(zone === null ? {} : { zone }) }),
    ),
  )
const splits = fc.constantFrom<'unknown' | 'equal'>('unknown', 'equal')
const someFindings = fc
  .array(fc.record({ count: fc.nat(400), row: fc.constantFrom('0', '1', '0-0', '1-1') }))
  .map((all) => all.map(({ count, row }) => dead(count, row)))

test('the four parts always add up to the whole, in points and in items, at every heading', () => {
  fc.assert(
    fc.property(trees, someFigures, someFindings, splits, (rows, figures, findings, split) => {
      const result = assessed(rows, { facts: { figures, findings }, options: { split } })
      for (const heading of rows) {
        if (heading.kind !== 'heading') continue
        const own = result.headings.find(({ row }) => row === heading.id)
        const given = heading.rows.reduce(
          (sum, { scoring }) => sum + (scoring !== undefined && 'full' in scoring ? scoring.full.value : 0),
          0,
        )
        const full =
          heading.scoring !== undefined && 'full' in heading.scoring ? heading.scoring.full.value : given
        expect(own?.points === undefined ? 0 : whole(own.points)).toBeCloseTo(full, 9)
        const count = heading.rows.reduce(
          (sum, row) => sum + (row.kind === 'unknown' ? (row.standsFor ?? 1) : 1),
          0,
        )
        expect(whole(own?.items ?? result.items)).toBe(count)
      }
      for (const part of ['earned', 'lost', 'notAssessed', 'notApplicable'] as const) {
        expect(result.items[part]).toBeGreaterThanOrEqual(0)
        expect(result.points?.[part] ?? 0).toBeGreaterThanOrEqual(0)
      }
    }),
  )
})

test('a better figure never loses anything', () => {
  const rank = { lost: 0, 'not-assessed': 1, 'not-applicable': 1, earned: 2 } as const satisfies Record<
    (typeof verdicts)[number],
    number
  >
  fc.assert(
    fc.property(
      trees,
      someFigures,
      fc.nat(13),
      fc.integer({ min: 1, max: 50 }),
      splits,
      (rows, figures, at, more, split) => {
        const better = figures.map((figure, index) =>
          index === at ? { ...figure, value: figure.value + more } : figure,
        )
        const before = assessed(rows, { facts: { figures }, options: { split } })
        const after = assessed(rows, { facts: { figures: better }, options: { split } })
        after.rows.forEach((row, index) => {
          const old = before.rows[index]
          if (old !== undefined) expect(rank[row.verdict]).toBeGreaterThanOrEqual(rank[old.verdict])
        })
        expect(after.points?.earned ?? 0).toBeGreaterThanOrEqual((before.points?.earned ?? 0) - 1e-9)
        expect(after.points?.lost ?? 0).toBeLessThanOrEqual((before.points?.lost ?? 0) + 1e-9)
      },
    ),
  )
})

test('one more dead tree never gives points back', () => {
  fc.assert(
    fc.property(trees, someFigures, someFindings, (rows, figures, findings) => {
      const before = assessed(rows, { facts: { figures, findings } })
      const after = assessed(rows, { facts: { figures, findings: [...findings, dead(1, '0')] } })
      expect(after.points?.lost ?? 0).toBeGreaterThanOrEqual(before.points?.lost ?? 0)
    }),
  )
})
