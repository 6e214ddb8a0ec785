import type { Instant } from '@chuangyuan/domain/day'
import { checkMeasures, checkResult, reopen } from '@chuangyuan/domain/finding/gate'
import type { Party } from '@chuangyuan/domain/finding/party'
import { fileMeasures } from '@chuangyuan/domain/finding/rectify'
import { report } from '@chuangyuan/domain/finding/report'
import { expect, it } from 'vitest'
import {
  assumedDay,
  burdenOf,
  burdenRoles,
  entriesAskedTwice,
  factOfField,
  inputsOf,
  photosOf,
  requiredFields,
} from './burden.ts'

const noChecklists = { checklists: [] }

it('a field is required where an empty answer is refused and the program cannot know it', () => {
  expect(requiredFields('plan')).toEqual(['plan.words', 'plan.responsible', 'plan.finishOn'])
  expect(requiredFields('report')).toEqual(['report.kind'])
  expect(requiredFields('urge')).toEqual([])
})

it('every required field says which fact it states, and no fact is named that nobody asks', () => {
  const asked = burdenRoles.flatMap(inputsOf).flatMap(requiredFields)
  expect(new Set(Object.keys(factOfField))).toEqual(new Set(asked))
})

it('no role is asked for the same fact twice', () => {
  for (const role of burdenRoles) {
    expect(burdenOf(role, assumedDay[role], noChecklists).askedTwice, role).toEqual([])
  }
})

it('a fact in two fields of one role is found', () => {
  const twice = { ...factOfField, 'file-measures.words': 'measures' }
  expect(burdenOf('unit', {}, noChecklists, twice).askedTwice).toEqual([
    { fact: 'measures', fields: ['plan.words', 'file-measures.words'] },
  ])
})

it('a day without work asks for nothing: there is no daily return', () => {
  for (const role of burdenRoles) {
    const { fieldsADay, entriesADay, photosADay } = burdenOf(role, {}, noChecklists)
    expect({ role, fieldsADay, entriesADay, photosADay }).toEqual({
      role,
      fieldsADay: 0,
      entriesADay: 0,
      photosADay: 0,
    })
  }
})

it('a day counts what is asked each time, and the longest checklist', () => {
  const entries = ['甲', '乙'].map((text) => ({ id: text, text, kind: 'dry' })) as never
  const handbook = { checklists: [{ id: 'park', name: '公园', siteKinds: ['park'], entries }] } as const
  const { fieldsADay, entriesADay, photosADay } = burdenOf(
    'supervisor',
    { visit: 3, report: 2, 'check-result': 1 },
    handbook,
  )
  expect({ fieldsADay, entriesADay, photosADay }).toEqual({ fieldsADay: 6, entriesADay: 6, photosADay: 3 })
})

it('an entry that a checklist asks twice in the same words is found', () => {
  const entries = ['树池无垃圾', '无枯死树', '树池无垃圾 '].map((text, at) => ({
    id: String(at),
    text,
  })) as never
  expect(entriesAskedTwice({ checklists: [{ id: 'road', name: '道路', siteKinds: [], entries }] })).toEqual([
    { checklist: '道路', text: '树池无垃圾' },
  ])
})

it('photos are counted exactly where the domain refuses to go on without one', () => {
  const at = 0 as Instant
  const somebody: Party = { accountId: 'a', personId: null, unitIds: [], onBehalfOf: null }
  const other: Party = { ...somebody, accountId: 'b' }
  // Only what the decisions look at before they ask for a photo.
  const finding = {
    entries: [],
    request: null,
    plan: { by: other },
    done: { by: other },
    measures: { by: other },
    duty: { unitId: 'u', assisting: [] },
    clock: { spans: [] },
    counts: {},
  }
  const staged = (stage: string) => ({ ...finding, stage }) as never
  const nothing = { words: '', photos: [] }
  const kinds = [{ id: 'litter' }]
  const tried = {
    report: report(
      { kinds, checklists: [] } as never,
      { kind: 'litter', channel: 'phone', ...nothing } as never,
      somebody,
      at,
    ),
    'file-measures': fileMeasures(staged('planned'), nothing, somebody, at),
    'check-measures': checkMeasures(staged('measures-filed'), { passed: true, words: '' }, somebody, at),
    'check-result': checkResult(
      staged('measures-passed'),
      { ...nothing, passed: true, entries: [], place: null },
      somebody,
      at,
    ),
    reopen: reopen(staged('closed'), nothing, somebody, at),
  }
  const demanding = Object.entries(tried).filter(
    ([, result]) => !result.ok && result.refusal.code === 'finding.photo-missing',
  )
  expect(demanding.map(([input]) => input)).toEqual(Object.keys(photosOf))
})
