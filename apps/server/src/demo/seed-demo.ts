import { demoSeed, generateDemoDistrict, type DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { newId } from '../db/id.ts'
import type { Tx } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { addCampaign, type Campaign } from '../features/campaign/public.ts'
import { districtStore } from '../features/district/public.ts'
import { addAccount } from '../features/identity/public.ts'
import { writeDistrictRows, type DistrictIds } from '../features/intake/public.ts'
import { layerStore } from '../features/layer/public.ts'
import { packOf } from '../features/pack/public.ts'
import {
  answerStore,
  measureFigures,
  measureInputs,
  measurementStore,
  wholeRow,
} from '../features/score/public.ts'
import { storeDemoLayers } from './demo-layers.ts'
import { addPatrols } from './demo-patrols.ts'
import { demoRows } from './demo-rows.ts'

/** A demo account, with the password that is printed once. */
export interface SeededAccount {
  readonly id: string
  readonly title: string
  readonly login: string
  readonly initialPassword: string
}

const accounts = [
  { login: 'chuangjianban', title: '创建办', role: 'office' },
  { login: 'ducha', title: '督查组', role: 'supervisor' },
  { login: 'lingdao', title: '区领导', role: 'leader' },
  { login: 'anquan', title: '安全管理员', role: 'security-admin' },
  { login: 'shenji', title: '审计管理员', role: 'audit-admin' },
] as const

/** Writes the demo district into an empty database, and only there; all of it or nothing. */
export async function seedDemoDistrict(deps: Deps): Promise<SeededAccount[]> {
  const districts = await deps.db.identify(({ query }) => districtStore(query).list())
  if (districts.length > 0) return []
  const today = dayOf(deps.clock())
  const district = generateDemoDistrict(demoSeed, today)
  const at = deps.clock()
  const layers = await storeDemoLayers(deps.blobs, district.layers, {
    imageOn: district.campaign.imageOn,
    at,
  })
  const districtId = newId()
  return deps.db.transact({ districtId }, async (tx) => {
    await districtStore(tx.query).add({
      id: districtId,
      code: district.code,
      name: `${district.cityName}${district.name}`,
      isDemo: true,
    })
    const seeded = await addAccounts(tx, deps)
    const campaign = await addDemoCampaign(tx, district, at)
    const writing = { secret: deps.secret, packKey: district.campaign.pack, reportedAt: new Date(at) }
    const ids = await writeDistrictRows(tx, demoRows(district), writing)
    await addPatrols(tx, district, ids, accountOf(seeded, 'ducha'))
    await addAnswers(tx, district, campaign, ids)
    for (const layer of layers) await layerStore(tx.query, districtId).add(layer)
    await measure(tx, deps, campaign, today)
    tx.journal.record({
      verb: 'district.seeded',
      who: null,
      what: districtId,
      details: { demo: true, seed: demoSeed, sites: district.sites.length },
    })
    return seeded
  })
}

async function addAccounts(tx: Tx, deps: Deps): Promise<SeededAccount[]> {
  return Promise.all(
    accounts.map(async ({ login, title, role }) => {
      const grants = [{ role, scope: { kind: 'district' } }] as const
      const made = await addAccount(tx, deps, tx.districtId, { login, name: title, grants, by: null })
      return { title, login, ...made }
    }),
  )
}

function accountOf(seeded: readonly SeededAccount[], wanted: (typeof accounts)[number]['login']): string {
  const account = seeded.find(({ login }) => login === wanted)
  if (account === undefined) throw new Error(`the demo has no account ${wanted}`)
  return account.id
}

function addDemoCampaign(tx: Tx, district: DemoDistrict, at: number): Promise<Campaign> {
  return addCampaign(
    tx,
    {
      name: `${district.name}创建国家园林城区（演示）`,
      packKey: district.campaign.pack,
      packVersion: 0,
      tier: null,
      profile: { kind: district.applicant, population: district.population, region: district.region },
      inspectionOn: district.campaign.inspectionOn,
      isCurrent: true,
    },
    { at, by: null },
  )
}

async function addAnswers(
  { query, districtId }: Tx,
  district: DemoDistrict,
  { id: campaignId }: Campaign,
  ids: DistrictIds,
): Promise<void> {
  const store = answerStore(query, districtId)
  for (const { row, clause, met, on, note } of district.answers) {
    const answer = { kind: 'clause', met } as const
    await store.save(campaignId, { row, clause, answer, note, answeredOn: on }, null)
  }
  for (const { row, on } of district.incidentStatements) {
    const answer = { kind: 'no-incident' } as const
    await store.save(campaignId, { row, clause: wholeRow, answer, note: '', answeredOn: on }, null)
  }
  for (const { finding, row, street, count, on } of district.seenDefects) {
    const streetId = ids.streets.get(street)
    const answer = {
      kind: 'finding',
      finding,
      count,
      ...(streetId === undefined ? {} : { streetId }),
    } as const
    await store.save(
      campaignId,
      { row, clause: `${finding}@${street}`, answer, note: '', answeredOn: on },
      null,
    )
  }
}

/** So that the first page already has its figures; the same engine, the same rules as for anybody's map. */
async function measure(tx: Tx, { blobs, clock }: Deps, campaign: Campaign, today: Day): Promise<void> {
  const { query, districtId } = tx
  const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
  const inputs = await measureInputs(tx, pack, today)
  await measurementStore(query, districtId).add({
    id: newId(),
    inputsHash: inputs.hash,
    layerIds: inputs.layers.map(({ id }) => id),
    asOf: today,
    figures: await measureFigures(blobs, inputs),
    measuredAt: clock(),
  })
}
