import { describe, expect, it, test } from 'vitest'

import { limitUnits } from '@chuangyuan/domain/calendar/limit'
import {
  checklistOf,
  deferredCountings,
  handbookSettings,
  kindOf,
  ladderLevels,
  reworkDenominators,
  severities,
  streams,
} from '@chuangyuan/domain/handbook/handbook'
import { checkStatuses } from '@chuangyuan/domain/standard/check'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import { isSiteKind, siteKinds } from '@chuangyuan/domain/standard/site-kinds'

import { handbookSchema } from './handbook-schema.ts'
import { valueAt } from './json-place.ts'
import { parseHandbook } from './parse-handbook.ts'
import { shippedHandbook } from './shipped-handbook.ts'
import { shippedPack, shippedPacks } from './shipped-packs.ts'

const { kinds, checklists } = shippedHandbook
const allSiteKinds = Object.keys(siteKinds).filter(isSiteKind)

function itemsOf(packKey: string): ReadonlySet<string> | undefined {
  const pack = shippedPack(packKey)
  if (pack === undefined) return undefined
  return new Set(rowsOf(pack).flatMap(({ row }) => (row.kind === 'heading' ? [] : [row.id])))
}

describe('the handbook that ships', () => {
  it('endangers items that exist, and looks at every kind of site', () => {
    expect(parseHandbook(shippedHandbook, itemsOf)).toMatchObject({ ok: true })
  })

  it.each(allSiteKinds)('has one checklist of six to twelve lines for %s', (siteKind) => {
    expect(checklists.filter((each) => each.siteKinds.includes(siteKind))).toHaveLength(1)
    const lines = checklistOf(shippedHandbook, siteKind)?.entries.length ?? 0
    expect(lines).toBeGreaterThanOrEqual(6)
    expect(lines).toBeLessThanOrEqual(12)
  })

  it('looks at storefronts, roads, estates, courtyards, parks, squares, rivers and sites of works each in its own way', () => {
    const own = [
      'storefront',
      'road',
      'residential-area',
      'courtyard',
      'park',
      'square',
      'river',
      'building-site-hoarding',
      'demolition-site',
    ].filter(isSiteKind)
    expect(new Set(own.map((kind) => checklistOf(shippedHandbook, kind)?.id)).size).toBe(own.length)
  })

  it('knows problems of all four streams', () => {
    expect(new Set(kinds.map(({ stream }) => stream))).toEqual(new Set(streams))
  })

  it.each([
    ['green-litter', 4, 'working-hours'],
    ['dead-plant', 5, 'working-days'],
    ['missing-plants', 5, 'working-days'],
    ['tree-pit-broken', 5, 'working-days'],
    ['exposed-rubbish', 4, 'working-hours'],
    ['building-waste', 4, 'working-hours'],
    ['spoil-heap', 2, 'working-days'],
    ['road-litter', 2, 'working-hours'],
    ['standing-water', 4, 'working-hours'],
    ['illegal-building-going-up', 4, 'working-hours'],
    ['illegal-building-unpunished', 7, 'working-days'],
    ['illegal-building-standing', 20, 'working-days'],
  ] as const)('gives %s the %d %s of the manual it names', (id, amount, unit) => {
    expect(kindOf(shippedHandbook, id)).toMatchObject({
      limit: { amount, unit },
      source: expect.stringContaining('城市管理手册') as string,
    })
  })

  it('endangers something under every edition with each greening problem that is not only of older ones', () => {
    const editions = shippedPacks.map(({ id }) => id)
    const replanted = kinds.filter(({ season }) => season !== undefined)
    expect(replanted.length).toBeGreaterThan(5)
    for (const { items } of replanted) expect(Object.keys(items).toSorted()).toEqual(editions.toSorted())
  })

  it('is to be checked line by line, since the manual it follows is that of another district', () => {
    const rows = [
      ...kinds,
      ...checklists.flatMap(({ entries }) => entries),
      ...shippedHandbook.cycleDays,
      ...Object.values(shippedHandbook.basis),
    ]
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['unverified']))
  })
})

test('the published schema allows the words of the domain and no others', () => {
  const words: Readonly<Record<string, readonly string[]>> = {
    '/$defs/kind/properties/stream/enum': streams,
    '/$defs/kind/properties/severity/enum': severities,
    '/$defs/kind/properties/status/enum': checkStatuses,
    '/$defs/entry/properties/status/enum': checkStatuses,
    '/$defs/sourced/properties/status/enum': checkStatuses,
    '/$defs/limit/properties/unit/enum': limitUnits,
    '/$defs/siteKinds/items/enum': allSiteKinds,
    '/$defs/someSiteKinds/items/enum': allSiteKinds,
    '/properties/ladder/items/properties/level/enum': ladderLevels,
    '/properties/denominators/properties/rework/enum': reworkDenominators,
    '/properties/denominators/properties/deferred/enum': deferredCountings,
    '/properties/basis/required': handbookSettings,
  }
  for (const [path, list] of Object.entries(words)) expect(valueAt(handbookSchema, path)).toEqual([...list])
})
