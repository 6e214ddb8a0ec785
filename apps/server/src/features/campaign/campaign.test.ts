import { CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/campaign'
import { correctPack, getPack } from '@chuangyuan/contract/pack'
import type { Day } from '@chuangyuan/domain/day'
import { findRow } from '@chuangyuan/domain/standard/pack'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { insertRows } from '../../db/insert-rows.ts'
import { testApp, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { setAsideFigures } from './public.ts'

const packKey = 'garden-2000-2005'
let app: TestApp
let district: TestDistrict
beforeAll(async () => {
  app = await testApp()
}, 60_000)
beforeEach(async () => {
  district = await app.aDistrict()
})
afterAll(() => app.close())

const details = {
  name: '国家园林城区创建',
  tier: null,
  profile: { kind: 'district', population: 620_000, region: 'north' },
  inspectionOn: '2026-09-20',
} as const

function aCampaign(of = district, more: { isCurrent?: boolean; name?: string } = {}) {
  return of.as.office(contract.createCampaign, {
    body: { ...details, packKey, packVersion: 0, isCurrent: false, ...more },
  })
}

async function codeOf(call: Promise<unknown>) {
  const refused = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  return refused instanceof CallRefused ? refused.problem.code : refused
}

describe('campaigns', () => {
  test('the first one is current, and everybody who reads scores sees it', async () => {
    const made = await aCampaign()
    const { campaign } = await district.as.street(contract.getCurrentCampaign, {})
    expect(campaign).toEqual(made)
    expect(campaign).toMatchObject({ ...details, isCurrent: true, packTitle: expect.any(String) as string })
  })

  test('one and only one is current', async () => {
    const first = await aCampaign()
    const second = await aCampaign(district, { name: '第二个', isCurrent: true })
    const list = await district.as.leader(contract.listCampaigns, {})
    expect(list.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [second.id, true],
      [first.id, false],
    ])
    const edit = (isCurrent: boolean) =>
      district.as.office(contract.editCampaign, {
        params: { campaignId: second.id },
        body: { ...details, name: '改名', isCurrent },
      })
    expect(await codeOf(edit(false))).toBe('campaign.one-must-be-current')
    expect(await edit(true)).toMatchObject({ name: '改名', isCurrent: true })
  })

  test('a tier that the pack does not know is refused, and so is none where it has some', async () => {
    const make = (pack: string, tier: string | null) =>
      district.as.office(contract.createCampaign, {
        body: { ...details, tier, packKey: pack, packVersion: 0, isCurrent: false },
      })
    expect(await codeOf(make(packKey, 'basic'))).toBe('campaign.tier-unknown')
    expect(await codeOf(make('nothing', null))).toBe('request.not-found')
  })

  test('a leader may look and not edit', async () => {
    await aCampaign()
    const edit = district.as.leader(contract.createCampaign, {
      body: { ...details, packKey, packVersion: 0, isCurrent: true },
    })
    expect(await codeOf(edit)).toBe('identity.verb-not-granted')
  })

  test('another district sees nothing of it', async () => {
    const mine = await aCampaign()
    const other = await app.aDistrict('乙区')
    expect(await other.as.office(contract.listCampaigns, {})).toEqual([])
    expect(await other.as.office(contract.getCurrentCampaign, {})).toEqual({ campaign: null })
    const edit = other.as.office(contract.editCampaign, {
      params: { campaignId: mine.id },
      body: { ...details, isCurrent: true },
    })
    expect(await codeOf(edit)).toBe('request.not-found')
    const preview = other.as.office(contract.previewSwitch, {
      params: { campaignId: mine.id },
      query: { packKey, packVersion: 0 },
    })
    expect(await codeOf(preview)).toBe('request.not-found')
  })
})

describe('going over to a corrected pack', () => {
  test('keeps the answers of unchanged rows, asks for changed ones, and can be undone exactly', async () => {
    const { id: campaignId } = await aCampaign()
    await answer(campaignId, [
      ['management-law', '1', true],
      ['management-ideas', '1', true],
      ['management-body', '1', false],
      ['special-destruction', 'none', true],
      ['greening', 'dead-tree', true],
    ])
    const packVersion = await correctTexts(['management-ideas', 'management-body'])
    const target = { packKey, packVersion }
    const preview = await district.as.office(contract.previewSwitch, {
      params: { campaignId },
      query: target,
    })
    expect(preview).toMatchObject({ answers: 3, added: [], removed: [] })
    expect(preview.questions.map(({ about, reason, choices }) => [about, reason, choices])).toEqual([
      [
        { kind: 'answer', row: 'management-body', clause: '1' },
        'clause-changed',
        ['keep', 'ask-again', 'discard'],
      ],
      [
        { kind: 'answer', row: 'management-ideas', clause: '1' },
        'clause-changed',
        ['keep', 'ask-again', 'discard'],
      ],
    ])
    const change = (decisions: { about: contract.CarriedThing; decision: 'keep' | 'ask-again' }[]) =>
      district.as.office(contract.switchPack, {
        params: { campaignId },
        body: { ...target, tier: null, decisions },
      })
    expect(await codeOf(change([]))).toBe('campaign.decision-missing')

    const record = await change([
      { about: { kind: 'answer', row: 'management-body', clause: '1' }, decision: 'keep' },
      { about: { kind: 'answer', row: 'management-ideas', clause: '1' }, decision: 'ask-again' },
    ])
    expect(record).toMatchObject({ answersCarried: 4, answersAsked: 1, answersDropped: 0, toVersion: 1 })
    expect(await answersOf(campaignId)).toEqual([
      ['greening', 'dead-tree', { met: true }],
      ['management-body', '1', { met: false }],
      ['management-law', '1', { met: true }],
      ['special-destruction', 'none', { met: true }],
    ])
    const former = () =>
      district.as
        .leader(contract.listFormerAnswers, { params: { campaignId } })
        .then((list) => list.map(({ row, clause }) => [row, clause]))
    expect(await former()).toEqual([['management-ideas', '1']])

    // Answered anew under the new text, and once more for a clause that is the same in both.
    await answer(campaignId, [
      ['management-ideas', '1', false],
      ['management-rules', '1', true],
    ])
    expect(await former()).toEqual([])

    const undo = () =>
      district.as.office(contract.undoSwitch, { params: { campaignId, switchId: record.id } })
    expect((await undo()).undoneAt).not.toBeNull()
    expect(await answersOf(campaignId)).toEqual([
      ['greening', 'dead-tree', { met: true }],
      ['management-body', '1', { met: false }],
      ['management-ideas', '1', { met: true }],
      ['management-law', '1', { met: true }],
      ['management-rules', '1', { met: true }],
      ['special-destruction', 'none', { met: true }],
    ])
    expect((await district.as.leader(contract.getCurrentCampaign, {})).campaign?.packVersion).toBe(0)
    expect(await codeOf(undo())).toBe('campaign.not-last-switch')
    const records = await district.as.leader(contract.listSwitches, { params: { campaignId } })
    expect(records.map(({ switchedBy, undoneAt }) => [switchedBy, undoneAt === null])).toEqual([
      ['office', false],
    ])
  })

  test('the same version again is refused', async () => {
    const { id: campaignId } = await aCampaign()
    const change = district.as.office(contract.switchPack, {
      params: { campaignId },
      body: { packKey, packVersion: 0, tier: null, decisions: [] },
    })
    expect(await codeOf(change)).toBe('campaign.same-pack')
  })

  test('each step is in the journal', async () => {
    const { id: campaignId } = await aCampaign()
    const packVersion = await correctTexts(['management-law'])
    const { id: switchId } = await district.as.office(contract.switchPack, {
      params: { campaignId },
      body: { packKey, packVersion, tier: null, decisions: [] },
    })
    await district.as.office(contract.undoSwitch, { params: { campaignId, switchId } })
    const verbs = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      query
        .selectFrom('journal')
        .where('district_id', '=', district.id)
        .where('who', '=', district.accountIds.office)
        .select('verb')
        .orderBy('seq')
        .execute(),
    )
    expect(verbs.map(({ verb }) => verb).filter((verb) => /^(campaign|pack)\./.test(verb))).toEqual([
      'campaign.created',
      'pack.corrected',
      'campaign.pack-switched',
      'campaign.switch-undone',
    ])
  })
})

describe('going over to another edition', () => {
  test('copies duties to the rows that take the place of theirs, and leaves the old ones', async () => {
    const { id: campaignId } = await aCampaign()
    const unit = newId()
    await app.deps.db.transact({ districtId: district.id }, async ({ query }) => {
      await query
        .insertInto('units')
        .values({ ...blankUnit, district_id: district.id, id: unit })
        .execute()
      await query
        .insertInto('duties')
        .values({
          district_id: district.id,
          id: newId(),
          pack_key: packKey,
          item_id: 'base-green-rate',
          part: 'lead',
          unit_id: unit,
          leader_post_id: null,
          post_id: null,
          work: null,
          due_on: null,
          remark: null,
        })
        .execute()
    })
    const target = { packKey: 'garden-2010', packVersion: 0 }
    const preview = await district.as.office(contract.previewSwitch, {
      params: { campaignId },
      query: target,
    })
    const { content } = await district.as.office(getPack, {
      params: { packKey: target.packKey, version: 0 },
    })
    const questions = preview.questions.map(({ about, choices, to }) => ({
      about,
      decision: choices[0] ?? 'discard',
      ...(to[0] === undefined ? {} : { to: to[0].id }),
    }))
    await district.as.office(contract.switchPack, {
      params: { campaignId },
      body: { ...target, tier: content.tiers[0]?.id ?? null, decisions: questions },
    })
    const rows = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      query
        .selectFrom('duties')
        .where('district_id', '=', district.id)
        .select(['pack_key', 'item_id'])
        .orderBy('pack_key')
        .execute(),
    )
    expect(rows).toHaveLength(2)
    expect(rows[0]).toEqual({ pack_key: packKey, item_id: 'base-green-rate' })
    const heir = findRow(content, rows[1]?.item_id ?? '')
    expect(heir?.replaces?.some(({ pack, row }) => pack === packKey && row === 'base-green-rate')).toBe(true)
  })

  test('a figure whose quantity now means something else is set aside only if so decided', async () => {
    const { id: campaignId } = await aCampaign()
    await app.deps.db.transact({ districtId: district.id }, ({ query }) =>
      query
        .insertInto('figures')
        .values({
          district_id: district.id,
          id: newId(),
          input_id: 'green-rate',
          zone_id: district.id,
          value: 34,
          unit: 'percent',
          as_of: '2025-12-31' as Day,
          source: '遥感测试',
          remark: null,
          reported_by: null,
          reported_at: new Date(app.deps.clock()),
        })
        .execute(),
    )
    const { content } = await district.as.office(getPack, { params: { packKey, version: 0 } })
    const quantity = content.quantities.find(({ id }) => id === 'green-rate')
    const { version: packVersion } = await district.as.office(correctPack, {
      params: { packKey },
      body: {
        basedOn: 0,
        note: '定义更正',
        correction: { quantities: [{ ...quantity, id: 'green-rate', definition: '另一个定义' }] },
      },
    })
    const target = { packKey, packVersion }
    const about = { kind: 'figure', quantity: 'green-rate' } as const
    const { questions } = await district.as.office(contract.previewSwitch, {
      params: { campaignId },
      query: target,
    })
    expect(questions).toMatchObject([{ about, name: '绿地率', reason: 'definition-changed' }])
    await district.as.office(contract.switchPack, {
      params: { campaignId },
      body: { ...target, tier: null, decisions: [{ about, decision: 'ask-again' }] },
    })
    const aside = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
      setAsideFigures(query, district.id, campaignId),
    )
    expect(aside).toEqual([{ quantity: 'green-rate', reportedUntil: app.deps.clock() }])
  })
})

const blankUnit = { code: 'U1', name: '园林局', kind: 'landscape', sort_order: 1 }

async function answer(campaignId: string, given: readonly (readonly [string, string, boolean])[]) {
  await app.deps.db.transact({ districtId: district.id }, ({ query }) =>
    insertRows(
      query,
      'answers',
      given.map(([item_id, clause_id, met]) => ({
        district_id: district.id,
        campaign_id: campaignId,
        item_id,
        clause_id,
        answer: JSON.stringify({ met }),
        note: '',
        answered_on: '2026-03-01' as Day,
        answered_by: null,
      })),
    ),
  )
}

async function answersOf(campaignId: string) {
  const rows = await app.deps.db.read({ districtId: district.id }, ({ query }) =>
    query
      .selectFrom('answers')
      .where('district_id', '=', district.id)
      .where('campaign_id', '=', campaignId)
      .select(['item_id', 'clause_id', 'answer'])
      .orderBy('item_id')
      .orderBy('clause_id')
      .execute(),
  )
  return rows.map(({ item_id, clause_id, answer: of }) => [item_id, clause_id, of])
}

/** Another wording of the first clause of these rows, as a new version. */
async function correctTexts(ids: readonly string[]): Promise<number> {
  const { content } = await district.as.office(getPack, { params: { packKey, version: 0 } })
  const changed = ids.map((id) => {
    const row = findRow(content, id)
    if (row?.kind !== 'qualitative') throw new Error(`not qualitative: ${id}`)
    const clauses = row.clauses.map((clause) => ({ ...clause, text: `${clause.text}（更正）` }))
    return { ...row, clauses }
  })
  const { version } = await district.as.office(correctPack, {
    params: { packKey },
    body: { basedOn: 0, note: '文字更正', correction: { changed } },
  })
  return version
}
