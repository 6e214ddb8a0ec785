import { CallRefused } from '@chuangyuan/contract/call'
import { createCampaign } from '@chuangyuan/contract/campaign'
import { reportFinding } from '@chuangyuan/contract/finding'
import { readJournal } from '@chuangyuan/contract/identity'
import { listLedgerEntries, readLedger } from '@chuangyuan/contract/ledger'
import { listTodos } from '@chuangyuan/contract/matter'
import { getSite, listSites } from '@chuangyuan/contract/site'
import * as contract from '@chuangyuan/contract/sponsor'
import { addDays, dayOf } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { exportedFile } from '../../testing/exported-file.ts'
import { settle, smallTown } from '../../testing/small-town.ts'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const today = dayOf(testNow)
const from = addDays(today, -10)
const until = addDays(today, 10)

async function aTown(rows = smallTown) {
  const district = await app.aDistrict()
  const ids = await settle(app, district, rows)
  const one = (of: 'sites' | 'posts', code: string) => ids[of].get(code) ?? ''
  const sponsor = (post: string, site: string, days: { from: string; until: string } = { from, until }) =>
    district.as.office(contract.createSponsorship, {
      body: { postId: one('posts', post), siteId: one('sites', site), ...days },
    })
  const list = async (query: object = {}) =>
    (await district.as.leader(contract.listSponsors, { query })).leaders
  return { district, one, sponsor, list, ...district.as }
}

async function refusalOf(attempt: Promise<unknown>) {
  const fault: unknown = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return fault instanceof CallRefused ? fault.problem.code : fault
}

it('lists the sponsorships of today by leader in protocol order, each spot with what the lists say', async () => {
  const { one, sponsor, list, office } = await aTown()
  await sponsor('parks-clerk', 'G-1')
  await sponsor('parks-head', 'G-1')
  await sponsor('parks-head', 'G-4')
  await sponsor('street-head', 'G-4', { from: addDays(today, 1), until })
  await sponsor('street-head', 'G-2', { from, until: addDays(today, -1) })
  await office(createCampaign, {
    body: {
      ...{ name: '创建', tier: null, inspectionOn: addDays(today, 200) },
      ...{ packKey: 'garden-2000-2005', packVersion: 0, isCurrent: true },
      profile: { kind: 'district', population: 620_000, region: 'north' },
    },
  })
  await office(reportFinding, {
    body: {
      ...{ id: newId(), kind: 'dead-plant', severity: null, siteId: one('sites', 'G-1'), streetId: null },
      ...{ place: null, address: '', words: '枯死', entries: [], photos: [newId()], channel: 'phone' },
      ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
    },
  })
  const leaders = await list()
  expect(
    leaders.map(({ holder, spots, open, unseen }) => [
      holder.title,
      spots.map(({ site }) => site.code).toSorted(),
      open,
      unseen,
    ]),
  ).toEqual([
    ['主任', ['G-1', 'G-4'], 1, 1],
    ['科员', ['G-1'], 1, 1],
  ])
  const { sums } = await office(listLedgerEntries, { query: { site: one('sites', 'G-1') } })
  expect(sums.points).toBeGreaterThan(0)
  expect(leaders[0]?.endangered).toEqual(sums)
  expect((await list({ post: one('posts', 'parks-clerk') })).map(({ holder }) => holder.title)).toEqual([
    '科员',
  ])
})

it('refuses the same post for the same site on the same days, and whom or what it does not know', async () => {
  const { sponsor, one, office } = await aTown()
  await sponsor('parks-head', 'G-1')
  expect(await refusalOf(sponsor('parks-head', 'G-1', { from: until, until: addDays(until, 5) }))).toBe(
    'sponsor.overlaps',
  )
  const strange = { body: { postId: newId(), siteId: one('sites', 'G-1'), from, until } }
  expect(await refusalOf(office(contract.createSponsorship, strange))).toBe('request.unknown-reference')
})

it('hands over: one ends, the next begins, both stay to be read, and the journal says so', async () => {
  const { sponsor, one, list, office, leader, district } = await aTown()
  const { id } = await sponsor('parks-head', 'G-1')
  const handOver = (post: string, on: string) =>
    office(contract.handOverSponsorship, {
      params: { sponsorshipId: id },
      body: { postId: one('posts', post), on },
    })
  expect(await refusalOf(handOver('street-head', from))).toBe('sponsor.hand-over-outside')
  const next = await handOver('street-head', today)
  const history = await leader(contract.sponsorsOfSite, { params: { siteId: one('sites', 'G-1') } })
  expect(
    history.map(({ id: each, from: begins, until: ends, handedFrom }) => [each, begins, ends, handedFrom]),
  ).toEqual([
    [id, from, addDays(today, -1), null],
    [next.id, today, until, id],
  ])
  expect((await list()).map(({ spots }) => spots.map(({ sponsorshipId }) => sponsorshipId))).toEqual([
    [next.id],
  ])
  // The first one is over; what is over is not handed over once more.
  expect(await refusalOf(handOver('parks-clerk', today))).toBe('sponsor.hand-over-outside')
  const { rows } = await district.as['audit-admin'](readJournal, { query: { limit: 1000 } })
  expect(rows.filter(({ verb }) => verb === 'sponsor.handed-over')).toHaveLength(1)
})

it('goes into a workbook, a spot a row, in the same order', async () => {
  const { sponsor, district } = await aTown()
  await sponsor('parks-clerk', 'G-4')
  await sponsor('parks-head', 'G-1')
  const file = await exportedFile(app, district.cookies.leader, contract.exportSponsors.path)
  const cells = [...file.values()].flat()
  const spots = cells.filter((row) => row.some((cell) => cell === 'G-1' || cell === 'G-4'))
  expect(spots.map((row) => row.find((cell) => cell.startsWith('G-')))).toEqual(['G-1', 'G-4'])
})

it('a site that will be without a sponsor within a week is told of, and waits for who settles it', async () => {
  const { one, sponsor, office, leader } = await aTown()
  await sponsor('parks-head', 'G-1', { from, until: addDays(today, 3) })
  await sponsor('parks-head', 'G-4', { from, until: addDays(today, -1) })
  await sponsor('parks-clerk', 'G-2')
  const ending = async () =>
    (await office(contract.listSponsors, { query: {} })).ending.map(({ site, ended }) => [site.name, ended])
  const waiting = async (call: typeof office) =>
    (await call(listTodos, { query: {} })).items.filter(({ what }) => what === 'sponsorship')
  expect(await ending()).toEqual([
    ['单位广场', true],
    ['泉水公园', false],
  ])
  expect(await waiting(office)).toMatchObject([
    { id: one('sites', 'G-4'), title: '单位广场 · 区园林中心主任', stage: 'ended', late: true },
    { id: one('sites', 'G-1'), stage: 'ending', late: false },
  ])
  expect(await waiting(leader)).toEqual([])
  await sponsor('parks-clerk', 'G-1', { from: addDays(today, 4), until: addDays(today, 60) })
  expect(await ending()).toEqual([['单位广场', true]])
})

it('who sponsors a site is the same on its page, in the list and in the ledger, before and after a hand-over', async () => {
  const [park, ...others] = smallTown.sites
  if (park === undefined) throw new Error('the town has a park')
  const listed = { ...park, roles: [...park.roles, { role: 'sponsor', post: 'street-head' } as const] }
  const { district, one, sponsor, office } = await aTown({ ...smallTown, sites: [listed, ...others] })
  await office(createCampaign, {
    body: {
      ...{ name: '创建', tier: null, inspectionOn: addDays(today, 200) },
      ...{ packKey: 'garden-2000-2005', packVersion: 0, isCurrent: true },
      profile: { kind: 'district', population: 620_000, region: 'north' },
    },
  })
  const siteId = one('sites', 'G-1')
  await office(reportFinding, {
    body: {
      ...{ id: newId(), kind: 'dead-plant', severity: null, siteId, streetId: null, place: null },
      ...{ address: '', words: '枯死', entries: [], photos: [newId()], channel: 'phone' },
      ...{ foundAt: testNow, onBehalfOf: null, visitId: null },
    },
  })
  const told = async (leader = district.as.leader) => {
    const page = await leader(getSite, { params: { siteId } })
    const { rows } = await leader(listSites, { query: {} })
    const { bySponsor } = await leader(readLedger, {})
    const sponsorsIn = (holders: typeof page.holders) =>
      holders.flatMap(({ role, post }) => (role === 'sponsor' ? [post?.id] : []))
    return [
      sponsorsIn(page.holders),
      sponsorsIn(rows.find(({ id }) => id === siteId)?.holders ?? []),
      bySponsor.map(({ of }) => of?.id),
    ]
  }
  const everywhere = (...ids: string[]) => [ids, ids, ids.length === 0 ? [undefined] : ids]
  // Never sponsored for a period: what the list of sites names.
  expect(await told()).toEqual(everywhere(one('posts', 'street-head')))
  const { id } = await sponsor('parks-head', 'G-1')
  expect(await told()).toEqual(everywhere(one('posts', 'parks-head')))
  await office(contract.handOverSponsorship, {
    params: { sponsorshipId: id },
    body: { postId: one('posts', 'parks-clerk'), on: today },
  })
  expect(await told()).toEqual(everywhere(one('posts', 'parks-clerk')))
  // Once its period is over nobody does, whatever the list says.
  app.pass(11 * 86_400_000)
  try {
    const { call } = await district.signedInWith([{ role: 'leader', scope: { kind: 'district' } }])
    expect(await told(call)).toEqual(everywhere())
  } finally {
    app.pass(-11 * 86_400_000)
  }
})
