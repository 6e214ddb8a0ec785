import { demoSeed, generateDemoDistrict, type DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { dayOf, startOfDay, type Clock, type Day, type Instant } from '@chuangyuan/domain/day'
import type { Party } from '@chuangyuan/domain/finding/party'
import type { Grant } from '@chuangyuan/domain/identity/role'
import { newId } from '../db/id.ts'
import type { Tx } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { addCampaign, type Campaign } from '../features/campaign/public.ts'
import { districtStore } from '../features/district/public.ts'
import { rulesOf } from '../features/finding/public.ts'
import { addAccount } from '../features/identity/public.ts'
import { writeDistrictRows, type DistrictIds } from '../features/intake/public.ts'
import { layerStore } from '../features/layer/public.ts'
import { packOf } from '../features/pack/public.ts'
import { keepWholePhoto } from '../features/photo/public.ts'
import {
  answerStore,
  measureFigures,
  measureInputs,
  measurementStore,
  wholeRow,
} from '../features/score/public.ts'
import { storeDemoLayers } from './demo-layers.ts'
import { demoFindings } from './demo-findings.ts'
import { drawDemoPhoto } from './demo-photos.ts'
import { addPatrols } from './demo-patrols.ts'
import { passFindings, type PassTime } from './pass-findings.ts'
import { addTargets } from './demo-targets.ts'
import { demoOffice, type DemoAccount } from './demo-office.ts'
import { demoRows } from './demo-rows.ts'
import { addSponsorships } from './demo-sponsors.ts'

/** A demo account, with the password that is printed once. */
export interface SeededAccount {
  readonly title: string
  readonly login: string
  readonly initialPassword: string
}

const accounts = [
  { login: 'chuangjianban', title: '创建办', role: 'office' },
  { login: 'ducha', title: '督查组', role: 'supervisor' },
  { login: 'fucha', title: '复查组', role: 'supervisor' },
  { login: 'lingdao', title: '区领导', role: 'leader' },
  { login: 'anquan', title: '安全管理员', role: 'security-admin' },
  { login: 'shenji', title: '审计管理员', role: 'audit-admin' },
] as const

/** The demo district before it is written, and its photos. */
export interface DrawnDemo {
  readonly today: Day
  readonly district: DemoDistrict
  readonly photos: Promise<readonly Buffer[]>
}

const photoCount = 6

export function drawDemo(clock: Clock): DrawnDemo {
  const today = dayOf(clock())
  const photos = Promise.all(
    Array.from({ length: photoCount }, (_, place) => drawDemoPhoto(demoSeed + place)),
  )
  // Whoever awaits them hears of it; until then it must not end the process.
  photos.catch(() => undefined)
  return { today, district: generateDemoDistrict(demoSeed, today), photos }
}

/** What seeding leaves behind. */
interface Seeded {
  readonly accounts: readonly SeededAccount[]
  /** Issues the papers that the demo's office has signed: nobody has to wait for it to sign in. */
  afterwards(): Promise<void>
}

/** Writes the demo district into an empty database, and only there; all of it or nothing. */
export async function seedDemoDistrict(deps: Deps, drawn?: DrawnDemo): Promise<Seeded | undefined> {
  const districts = await deps.db.identify(({ query }) => districtStore(query).list())
  if (districts.length > 0) return undefined
  const { today, district, photos } = drawn ?? drawDemo(deps.clock)
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
    const campaign = await addDemoCampaign(tx, district, at)
    const writing = { secret: deps.secret, packKey: district.campaign.pack, reportedAt: new Date(at) }
    const ids = await writeDistrictRows(tx, demoRows(district), writing)
    for (const layer of layers) await layerStore(tx.query, districtId).add(layer)
    // Measured in a process of its own, while this one writes the rest.
    const measuring = measure(tx, deps, campaign, today)
    // Heard below; if the rest fails first, that is the reason.
    measuring.catch(() => undefined)
    const seeded = await addAccounts(tx, deps, district, ids)
    await addAnswers(tx, district, campaign, ids)
    const pass = await drawFindings(tx, deps, district, ids, { seeded, photos: await photos, at })
    await addPatrols(tx, district, ids, idOf(seeded, 'ducha'), at)
    await addTargets(tx, district, ids, idOf(seeded, 'chuangjianban'), at)
    await addSponsorships(tx, district, ids, today)
    const office = demoOffice(tx, deps, { district, ids, accounts: seeded, today })
    await office.meet()
    await pass(office.evening)
    const afterwards = await office.closeDay()
    // What is in danger is reckoned from the figures.
    await measuring
    const appeals = await office.appeal()
    await pass(startOfDay(today))
    await office.freeze()
    await pass(at)
    await office.beginDay(at, appeals)
    tx.journal.record({
      verb: 'district.seeded',
      who: null,
      what: districtId,
      details: { demo: true, seed: demoSeed, sites: district.sites.length },
    })
    return { accounts: seeded, afterwards: () => afterwards(deps) }
  })
}

function idOf(seeded: readonly DemoAccount[], login: string): string {
  const account = seeded.find((each) => each.login === login)
  if (account === undefined) throw new Error(`the demo has no account ${login}`)
  return account.id
}

/** One account for each hand that a finding passes through, a unit's and a street's among them. */
async function addAccounts(
  tx: Tx,
  deps: Deps,
  district: DemoDistrict,
  ids: DistrictIds,
): Promise<(SeededAccount & DemoAccount)[]> {
  const landscape = district.units.find(({ shortName }) => shortName === '区园林局')
  const [street] = district.streets
  const unitId = ids.units.get(landscape?.code ?? '')
  const streetId = ids.streets.get(street?.code ?? '')
  if (unitId === undefined || streetId === undefined)
    throw new Error('the demo has lost its landscape office')
  const all: { login: string; title: string; grant: Grant }[] = [
    ...accounts.map(({ login, title, role }) => ({
      ...{ login, title },
      grant: { role, scope: { kind: 'district' } } as const,
    })),
    { login: 'yuanlin', title: '区园林局', grant: { role: 'unit', scope: { kind: 'unit', unitId } } },
    {
      login: 'jiedao',
      title: `${street?.name ?? ''}办事处`,
      grant: { role: 'street', scope: { kind: 'street', streetId } },
    },
  ]
  return Promise.all(
    all.map(async ({ login, title, grant }) => {
      const made = await addAccount(tx, deps, tx.districtId, {
        login,
        name: title,
        grants: [grant],
        by: null,
      })
      return { title, login, grants: [grant], ...made }
    }),
  )
}

/** A fortnight of findings, of which none is there until its time has passed. */
async function drawFindings(
  tx: Tx,
  deps: Deps,
  district: DemoDistrict,
  ids: DistrictIds,
  {
    seeded,
    photos,
    at,
  }: {
    readonly seeded: readonly DemoAccount[]
    readonly photos: readonly Buffer[]
    readonly at: Instant
  },
): Promise<PassTime> {
  const party = (login: string): Party => ({
    accountId: idOf(seeded, login),
    ...{ personId: null, unitIds: [], onBehalfOf: null },
  })
  const parties = {
    ...{ office: party('chuangjianban'), finder: party('jiedao') },
    ...{ checker: party('ducha'), judge: party('fucha') },
  }
  const rules = await rulesOf(tx)
  const kept = await addPhotos(tx, deps, photos, parties.checker, at)
  return passFindings(tx, rules, demoFindings(demoSeed, district, ids, parties, kept, rules, at))
}

async function addPhotos(
  tx: Tx,
  deps: Deps,
  contents: readonly Buffer[],
  { accountId }: Party,
  takenAt: Instant,
): Promise<[string, ...string[]]> {
  const photos: string[] = []
  for (const content of contents) {
    const id = newId()
    await keepWholePhoto(tx, deps, content, { id, takenAt, source: 'unknown', position: null, accountId })
    photos.push(id)
  }
  return photos as [string, ...string[]]
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
