import { expect, test } from 'vitest'

import { assess } from '@chuangyuan/domain/assessment/assess'
import type { Assessment, AssessedItem } from '@chuangyuan/domain/assessment/assessment'
import { noFacts, type Facts, type Figure } from '@chuangyuan/domain/assessment/facts'
import { shortageInWords } from '@chuangyuan/domain/assessment/shortage'
import { parseDay, type Day } from '@chuangyuan/domain/day'
import type { Applicant, Profile } from '@chuangyuan/domain/standard/applicant'
import { carryOver } from '@chuangyuan/domain/standard/carry-over'
import { rowsOf, type Pack } from '@chuangyuan/domain/standard/pack'
import { diffPacks } from '@chuangyuan/domain/standard/pack-diff'

import { evaluateFormula } from './formula.ts'
import { parsePack } from './parse-pack.ts'
import { shippedPack, shippedPacks } from './shipped-packs.ts'

const today = dayFrom('2026-06-01')

function dayFrom(text: string): Day {
  const day = parseDay(text)
  if (day === undefined) throw new Error(text)
  return day
}

function packed(id: string): Pack {
  const pack = shippedPack(id)
  if (pack === undefined) throw new Error(`no pack ${id}`)
  return pack
}

function figure(quantity: string, value: number, more: Partial<Figure> = {}): Figure {
  return {
    quantity,
    value,
    unit: packUnit(quantity),
    asOf: dayFrom('2026-01-01'),
    source: '年鉴',
    origin: 'reported',
    ...more,
  }
}

function packUnit(quantity: string): Figure['unit'] {
  const unit = shippedPacks.flatMap(({ quantities }) => quantities).find(({ id }) => id === quantity)?.unit
  if (unit === undefined) throw new Error(`no quantity ${quantity}`)
  return unit
}

interface Case {
  readonly pack: string
  readonly profile?: Partial<Applicant>
  readonly facts?: Partial<Facts>
  readonly tier?: string
}

function assessed({ pack, profile, facts, tier }: Case): Assessment {
  return assess(
    packed(pack),
    { kind: 'city', name: '某市', zones: [], ...profile },
    { ...noFacts, ...facts },
    { today, evaluate: evaluateFormula, ...(tier === undefined ? {} : { tier }) },
  )
}

function itemOf(result: Assessment, row: string): AssessedItem {
  const item = result.rows.find((each) => each.row === row)
  if (item === undefined) throw new Error(`no row ${row}`)
  return item
}

function thresholdOf(
  pack: string,
  row: string,
  profile: Partial<Profile>,
  tier?: string,
): number | undefined {
  const result = assessed({ pack, profile, ...(tier === undefined ? {} : { tier }) })
  return itemOf(result, row).requirement?.threshold?.value
}

/** 园林城市基本指标表 (2005), all eighteen numbers, copied by hand: big, middle, small. */
test.each([
  ['base-park-green-per-head', 'south', [7.5, 8, 9]],
  ['base-park-green-per-head', 'north', [7, 7.5, 8.5]],
  ['base-green-rate', 'south', [31, 33, 35]],
  ['base-green-rate', 'north', [29, 31, 34]],
  ['base-green-coverage', 'south', [36, 38, 40]],
  ['base-green-coverage', 'north', [34, 36, 38]],
] as const)('%s %s of the Huai river', (row, region, expected) => {
  const populations = [1_000_000, 999_999, 500_000]
  expect(
    populations.map((population) => thresholdOf('garden-2000-2005', row, { region, population })),
  ).toEqual(expected)
})

test('a district of its own is judged as a medium city, whatever its population', () => {
  expect(
    thresholdOf('garden-2000-2005', 'base-green-rate', {
      kind: 'district',
      region: 'north',
      population: 1_500_000,
    }),
  ).toBe(31)
})

test('five items are not asked of a district of its own', () => {
  const { rows } = assessed({ pack: 'garden-2000-2005', profile: { kind: 'district' } })
  expect(rows.filter(({ reason }) => reason?.code === 'applicant.excluded').map(({ row }) => row)).toEqual([
    'planning-green-system',
    'planning-complete-system',
    'planning-plant-diversity',
    'ecology-surroundings',
    'ecology-protective-green',
  ])
})

test('per-capita park green follows construction land per head, at either tier', () => {
  const at = (landPerHead: number, tier: string) =>
    thresholdOf('garden-2010', 'park-green-per-head', { landPerHead, historicShare: 0 }, tier)
  expect([79.9, 80, 100, 100.1].map((land) => at(land, 'basic'))).toEqual([7.5, 8, 8, 9])
  expect([79.9, 80, 100, 100.1].map((land) => at(land, 'raised'))).toEqual([9.5, 10, 10, 11])
})

test('historic quarters over half of the built-up area relieve the green rate by two points and the park green by half a square metre', () => {
  const profile = { historicShare: 50.1, landPerHead: 90 }
  expect(thresholdOf('garden-2010', 'green-rate', profile)).toBe(29)
  expect(thresholdOf('garden-2010', 'park-green-per-head', profile)).toBe(7.5)
  expect(thresholdOf('garden-2010', 'green-rate', { ...profile, historicShare: 50 })).toBe(31)
})

test('the green rate is computed from its areas in whatever units they come, and the shortage told in hectares', () => {
  const figures = [
    figure('green-area', 2_900_000, { unit: 'm2' }),
    figure('built-up-area', 10, { unit: 'km2' }),
  ]
  const result = assessed({
    pack: 'garden-2000-2005',
    profile: { region: 'north', population: 800_000 },
    facts: { figures },
  })
  const item = itemOf(result, 'base-green-rate')
  expect(item).toMatchObject({ verdict: 'lost', entryGate: 'triggered', requirement: { value: 29 } })
  // 31 % − 29 % of 1,000 ha
  expect(item.shortages.map(shortageInWords)).toEqual(['缺 20 公顷（2 个百分点）'])
  expect(result.standing).toEqual({ kind: 'gate-failed', rows: ['base-green-rate'] })
})

test('the shortage of park green is told in hectares for the heads that divide it', () => {
  const figures = [figure('park-green-per-head', 7), figure('non-farming-population', 800_000)]
  const result = assessed({
    pack: 'garden-2000-2005',
    profile: { region: 'north', population: 800_000 },
    facts: { figures },
  })
  // 0.5 m² × 800,000 = 40 ha
  const { shortages } = itemOf(result, 'base-park-green-per-head')
  expect(shortages.map(shortageInWords)).toEqual(['缺 40 公顷（0.5 平方米/人）'])
})

const districts = [
  { id: 'a', name: '甲区', kind: 'district' },
  { id: 'b', name: '乙区', kind: 'district' },
] as const

test('districts may lie five points apart in the green rate and two square metres in park green', () => {
  const verdict = (row: string, quantities: readonly string[], low: number, high: number) =>
    itemOf(
      assessed({
        pack: 'garden-2000-2005',
        profile: { zones: districts },
        facts: {
          figures: quantities.flatMap((each) => [
            figure(each, low, { zone: 'a' }),
            figure(each, high, { zone: 'b' }),
          ]),
        },
      }),
      row,
    ).verdict
  const rates = ['green-rate', 'green-coverage']
  expect(verdict('district-gap-rates', rates, 30, 35)).toBe('earned')
  expect(verdict('district-gap-rates', rates, 30, 35.1)).toBe('lost')
  expect(verdict('district-gap-per-head', ['park-green-per-head'], 7, 9)).toBe('earned')
  expect(verdict('district-gap-per-head', ['park-green-per-head'], 7, 9.1)).toBe('lost')
})

test('a city above the mark still fails by its lowest district', () => {
  const figures = [
    figure('park-green-per-head', 13),
    figure('park-green-per-head', 20, { zone: 'a' }),
    figure('park-green-per-head', 4.9, { zone: 'b' }),
  ]
  const result = assessed({ pack: 'garden-2022', profile: { zones: districts }, facts: { figures } })
  expect(itemOf(result, 'park-green-per-head').verdict).toBe('lost')
  expect(result.zones.map(({ zone, bindingShort }) => [zone, bindingShort])).toEqual([
    ['a', 0],
    ['b', 1],
  ])
})

test('estates pass by their level or by their yearly rise', () => {
  const verdict = (share: number, rise: number) =>
    itemOf(
      assessed({
        pack: 'garden-2016',
        facts: { figures: [figure('garden-estate-share', share), figure('garden-estate-rise', rise)] },
      }),
      'garden-estates',
    ).verdict
  expect([verdict(50, 0), verdict(20, 10), verdict(49, 9)]).toEqual(['earned', 'earned', 'lost'])
})

test('an eco-garden city needs grade Ⅰ where a garden city needs grade Ⅱ', () => {
  const certificates = [
    {
      certificate: 'GB/T 50563 城市园林绿化等级',
      held: true,
      grade: 'Ⅱ',
      finder: '资料组',
      on: today,
    },
  ]
  const standing = (tier: string) => assessed({ pack: 'garden-2016', tier, facts: { certificates } }).standing
  expect(standing('garden').kind).toBe('open')
  expect(standing('eco')).toEqual({ kind: 'gate-failed', rows: ['eligibility-first-grade'] })
})

test('greenery destroyed three years ago to the day still bars the application, a day earlier no longer', () => {
  const standing = (on: string) =>
    assessed({
      pack: 'garden-2000-2005',
      facts: { incidents: [{ incident: 'serious-greenery-destruction', on: dayFrom(on) }] },
    }).standing.kind
  expect(standing('2023-06-01')).toBe('gate-failed')
  expect(standing('2023-05-31')).toBe('open')
})

test('in the 2016 edition the late plan is a veto, and its being carried out is not', () => {
  const answer = (clause: string, met: boolean) => ({
    row: 'green-system-plan',
    clause,
    met,
    finder: '资料组',
    on: today,
  })
  const standing = (first: boolean, second: boolean) =>
    assessed({ pack: 'garden-2016', facts: { answers: [answer('1', first), answer('2', second)] } }).standing
      .kind
  expect(standing(false, true)).toBe('vetoed')
  expect(standing(true, false)).toBe('failed')
})

test('dead trees alone can cost the title, once not even the open bonus could make up for them', () => {
  const standing = (count: number) =>
    assessed({
      pack: 'garden-2000-2005',
      facts: { findings: [{ finding: 'dead-tree', row: 'greening', count, on: today }] },
    }).standing
  expect(standing(50)).toMatchObject({ kind: 'open', points: { highest: 96, cutOff: 96 } })
  expect(standing(51)).toMatchObject({ kind: 'failed', points: { highest: 95.9 } })
})

test('a district preparing as a part of its city is itself the district of a minimum over districts', () => {
  const figures = [figure('green-rate', 26), figure('park-green-per-head', 4.9)]
  const result = assessed({ pack: 'garden-2010', profile: { part: 'district' }, facts: { figures } })
  expect(itemOf(result, 'lowest-green-rate').verdict).toBe('earned')
  expect(itemOf(result, 'lowest-per-head').verdict).toBe('lost')
})

test.each(shippedPacks)(
  '$id: whoever has looked at nothing has earned nothing, lost nothing, and every unread row is not assessed',
  (pack) => {
    for (const tier of pack.tiers.length === 0 ? [undefined] : pack.tiers.map(({ id }) => id)) {
      const { items, points, standing } = assessed({ pack: pack.id, ...(tier === undefined ? {} : { tier }) })
      expect([items.earned, items.lost, points?.earned ?? 0, points?.lost ?? 0]).toEqual([0, 0, 0, 0])
      expect(standing.kind).toBe('open')
    }
  },
)

test('a corrected pack is a new version whose only difference is the correction', () => {
  const before = packed('garden-2016')
  const json = JSON.stringify({ ...before, version: before.version + 1 }).replace(
    '"value":36,',
    '"value":37,',
  )
  const after = parsePack(JSON.parse(json))
  if (!after.ok) throw new Error(JSON.stringify(after.refusal))
  expect(diffPacks(before, after.value)).toMatchObject({
    added: [],
    removed: [],
    whole: [],
    quantities: [],
    changed: [
      {
        before: 'green-coverage',
        fields: [{ field: 'requirement.thresholds.0.value', before: 36, after: 37 }],
      },
    ],
  })
})

test('between editions every duty and answer either moves or is asked about', () => {
  const [before, after] = [packed('garden-2000-2005'), packed('garden-2010')]
  const items = rowsOf(before).flatMap(({ row }) => (row.kind === 'heading' ? [] : [row]))
  const held = {
    answers: items.flatMap((row) =>
      row.kind === 'qualitative' ? row.clauses.map(({ id }) => ({ row: row.id, clause: id })) : [],
    ),
    figures: before.quantities.map(({ id }) => id),
    statements: [],
    duties: items.map(({ id }) => id),
  }
  const carried = carryOver(before, after, held)
  const moved = carried.answers.length + carried.figures.length + carried.duties.length
  expect(moved + carried.questions.length).toBe(
    held.answers.length + held.figures.length + held.duties.length,
  )
  expect(carried.duties).toContainEqual({ from: 'base-green-rate', to: 'green-rate' })
  // 人均公共绿地 was per non-farming head and is now per urban head.
  expect(carried.questions).toContainEqual(
    expect.objectContaining({
      about: { kind: 'figure', quantity: 'park-green-per-head' },
      reason: 'definition-changed',
    }),
  )
})
