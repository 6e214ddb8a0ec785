import { createCampaign, switchPack } from '@chuangyuan/contract/campaign'
import { sendRecords } from '@chuangyuan/contract/field'
import { reportFigure } from '@chuangyuan/contract/figure'
import { actOnFinding, type FindingActionInput, type ReportInput } from '@chuangyuan/contract/finding'
import { changeHandbook } from '@chuangyuan/contract/handbook'
import { listSessions } from '@chuangyuan/contract/identity'
import { announceSeed, freezeDraw } from '@chuangyuan/contract/draw'
import { giveMatter } from '@chuangyuan/contract/matter'
import { makeAppeal } from '@chuangyuan/contract/ledger'
import { correctPack, getPack } from '@chuangyuan/contract/pack'
import { draftPapers } from '@chuangyuan/contract/paper'
import { addPushDevice, addRobot } from '@chuangyuan/contract/reminder'
import { createSponsorship } from '@chuangyuan/contract/sponsor'
import { createPlan, createTeam, setKeySite } from '@chuangyuan/contract/supervision'
import { addTarget, addTargetPart } from '@chuangyuan/contract/target'
import { dayOf } from '@chuangyuan/domain/day'
import { findRow } from '@chuangyuan/domain/standard/pack'
import { shippedHandbook } from '@chuangyuan/standards-data/shipped-handbook'
import { nightlyBundleName } from '../db/bundle-folder.ts'
import { newId } from '../db/id.ts'
import { makeBundle } from '../features/backup/public.ts'
import { layerStore } from '../features/layer/public.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { settle } from './small-town.ts'
import { testNow, type TestApp, type TestDistrict } from './test-app.ts'

const packKey = 'garden-2000-2005'
const profile = { kind: 'district', population: 620_000, region: 'north' } as const

/** Values of path parameters, by name, that name things which exist in one district. */
export type NamedThings = Readonly<Record<string, string>>

/** Makes one thing of each kind that a path can name, through the operations where there is one. */
export async function oneOfEach(app: TestApp, district: TestDistrict): Promise<NamedThings> {
  const ids = await settle(app, district)
  const { office } = district.as
  const campaign = await office(createCampaign, {
    body: { name: '创建', tier: null, profile, inspectionOn: null, packKey, packVersion: 0, isCurrent: true },
  })
  const { content } = await office(getPack, { params: { packKey, version: 0 } })
  const law = findRow(content, 'management-law')
  if (law === undefined) throw new Error('the pack has changed')
  const { version } = await office(correctPack, {
    params: { packKey },
    body: { basedOn: 0, note: '更正', correction: { changed: [{ ...law, name: `${law.name}（更正）` }] } },
  })
  await office(changeHandbook, {
    body: { basedOn: 0, note: '修改', content: { ...shippedHandbook, duplicateMetres: 50 } },
  })
  const change = await office(switchPack, {
    params: { campaignId: campaign.id },
    body: { packKey, packVersion: version, tier: null, decisions: [] },
  })
  const figure = await office(reportFigure, {
    body: {
      inputId: 'gas-coverage',
      zoneId: null,
      value: 90,
      unit: 'percent',
      asOf: '2026-03-01',
      source: '统计局',
      remark: null,
    },
  })
  const siteId = ids.sites.get('G-1') ?? ''
  const [findingId, deviceId] = [newId(), newId()]
  const report: ReportInput = {
    ...{
      id: findingId,
      kind: 'dead-plant',
      severity: null,
      siteId,
      streetId: null,
      place: null,
      address: '',
    },
    ...{ words: '枯死', entries: [], photos: [newId()], channel: 'phone', foundAt: testNow },
    ...{ onBehalfOf: null, visitId: null },
  }
  const record = { what: 'report', id: newId(), seq: 1, madeAt: testNow, report } as const
  await office(sendRecords, { body: { deviceId, sentAt: testNow, records: [record] } })
  const acts: FindingActionInput[] = [
    { action: 'file' },
    { action: 'dispatch', unitId: ids.units.get('parks') ?? '', postId: null, assisting: [] },
  ]
  for (const act of acts)
    await office(actOnFinding, { params: { findingId }, body: { onBehalfOf: null, act } })
  const { ids: papers, batch } = await office(draftPapers, {
    body: { source: { kind: 'notice', findingIds: [findingId] }, title: '', addressed: '', copies: '' },
  })
  const { id: matterId } = await office(giveMatter, {
    body: {
      ...{ kind: 'order', findingId, title: '补植', words: '', unitId: ids.units.get('parks') ?? '' },
      ...{ assisting: [], dueOn: '2026-12-31' },
    },
  })
  const [session] = await office(listSessions, {})
  const { name: bundle } = await makeBundle(app.deps, nightlyBundleName(dayOf(testNow)))
  const work = { districtId: district.id, accountId: district.accountIds.office }
  const taskId = await app.deps.tasks.start(work, 'test', () => Promise.resolve({}))
  return {
    siteId,
    findingId,
    deviceId,
    personId: ids.people.get('zhao') ?? '',
    accountId: district.accountIds.office,
    sessionId: session?.id ?? '',
    campaignId: campaign.id,
    switchId: change.id,
    figureId: figure.id,
    packKey,
    version: String(version),
    bundle,
    taskId,
    matterId,
    paperId: papers[0] ?? '',
    batch: String(batch),
    paperKind: 'daily',
    // Words of the shipped packs, the same in every district.
    row: 'greening',
    clause: '-',
    inputId: 'gas-coverage',
    quantity: 'green-rate',
    ...(await stored(app, district.id)),
    ...(await supervised(district, ids)),
    appealId: await appealed(district, ids, findingId),
    ...(await targeted(district, ids)),
  }
}

/** A target with one street's share. */
async function targeted({ as: { office } }: TestDistrict, ids: DistrictIds) {
  const { id: targetId } = await office(addTarget, {
    body: {
      ...{ code: 'ZB-01', kind: 'new-green', name: '新增绿地', unit: 'ha', amount: 1_000, source: '' },
      ...{ startsOn: dayOf(testNow), dueOn: dayOf(testNow) },
    },
  })
  const { id: partId } = await office(addTargetPart, {
    params: { targetId },
    body: {
      ...{ kind: 'street', name: '', streetId: ids.streets.get('370102002') ?? null, unitId: null },
      ...{ planned: 1_000, build: null, greenRate: null },
    },
  })
  return { targetId, partId }
}

/** An appeal of a street against what a finding on its ground is charged with. */
async function appealed(district: TestDistrict, ids: DistrictIds, findingId: string): Promise<string> {
  const streetId = ids.streets.get('370102002') ?? ''
  const { call } = await district.signedInWith([{ role: 'street', scope: { kind: 'street', streetId } }])
  const by = { kind: 'street', id: streetId } as const
  const { id } = await call(makeAppeal, { body: { findingId, row: 'greening', by, reason: '不在本街道' } })
  return id
}

/** A team, its plan, a key site, and a draw that is drawn. */
async function supervised({ as: { office } }: TestDistrict, ids: DistrictIds) {
  const [from, until] = [dayOf(testNow), dayOf(testNow)]
  const postId = ids.posts.get('street-head') ?? ''
  const team = await office(createTeam, {
    body: { name: '一组', leaderPostId: postId, memberPostIds: [postId], from, until, order: 1 },
  })
  const plan = await office(createPlan, {
    body: { name: '三月', from, until, sitesPerDay: 10, zones: [] },
  })
  await office(setKeySite, {
    params: { siteId: ids.sites.get('G-1') ?? '' },
    body: { postId, everyDays: 1, words: '' },
  })
  const { id: drawId } = await office(freezeDraw, {
    body: { name: '回头看', of: 'sites', stratifiedBy: 'street', sample: 5 },
  })
  const { members } = await office(announceSeed, {
    params: { drawId },
    body: { seed: '1', source: '测试' },
  })
  const { id: robotId } = await office(addRobot, {
    body: {
      ...{ name: '工作群', kind: 'feishu', unitId: null, isOn: false, secret: '' },
      address: 'https://open.feishu.cn/open-apis/bot/v2/hook/x',
    },
  })
  const { id: pushDeviceId } = await office(addPushDevice, {
    body: {
      ...{ endpoint: 'https://fcm.googleapis.com/fcm/send/x', label: 'Chrome' },
      keys: { p256dh: 'AA', auth: 'AA' },
    },
  })
  const { id: sponsorshipId } = await office(createSponsorship, {
    body: { postId, siteId: ids.sites.get('G-1') ?? '', from, until },
  })
  return {
    robotId,
    pushDeviceId,
    sponsorshipId,
    teamId: team.id,
    planId: plan.id,
    drawId,
    memberId: members[0]?.id ?? '',
  }
}

/** What comes from files: rows as an import leaves them, without the file. */
async function stored(app: TestApp, districtId: string) {
  const [importId, fileId, layerId] = [newId(), newId(), newId()]
  const at = new Date(testNow)
  const { sha256: blob, bytes } = await app.deps.blobs.put(Buffer.from('{}'))
  await app.deps.db.transact({ districtId }, async ({ query }) => {
    await query
      .insertInto('imports')
      .values({
        district_id: districtId,
        id: importId,
        file_name: '表.xlsx',
        file_blob: blob,
        marked_blob: null,
        state: 'previewed',
        summary: JSON.stringify({ format: 'xlsx', encoding: null, unknownSheets: [], sheets: [] }),
        uploaded_by: null,
        uploaded_at: at,
        applied_at: null,
        undone_at: null,
      })
      .execute()
    await query
      .insertInto('map_files')
      .values({
        district_id: districtId,
        id: fileId,
        file_name: '图.geojson',
        file_blob: blob,
        bytes,
        uploaded_by: null,
        uploaded_at: at,
      })
      .execute()
    await layerStore(query, districtId).add({
      id: layerId,
      kind: 'water',
      name: '水体',
      asOf: dayOf(testNow),
      source: '测试',
      fileName: '图.geojson',
      fileBlob: blob,
      layerBlob: blob,
      crs: {},
      encoding: {},
      mapping: {},
      featureCount: 0,
      bounds: [117, 36, 118, 37],
      repairs: [],
      importedBy: null,
      importedAt: testNow,
    })
  })
  const rescueId = newId()
  await app.deps.db.transact({ districtId }, ({ query }) =>
    query
      .insertInto('rescue_files')
      .values({
        ...{ district_id: districtId, id: rescueId, file_name: '应急.cyrf', file_blob: blob, bytes },
        ...{ uploaded_by: newId(), uploaded_at: at },
      })
      .execute(),
  )
  return { importId, fileId, layerId, rescueId, photoId: await completePhoto(app, districtId) }
}

/** A photo as its row is when it has been read. */
async function completePhoto(app: TestApp, districtId: string): Promise<string> {
  const photoId = newId()
  const { sha256, bytes } = await app.deps.blobs.put(Buffer.from(photoId))
  await app.deps.db.transact({ districtId }, async ({ query }) => {
    await query
      .insertInto('photos')
      .values({
        ...{ district_id: districtId, id: photoId, sha256, bytes, state: 'complete', source: 'camera' },
        ...{ taken_at: new Date(testNow), declared_at: new Date(testNow), received_at: new Date(testNow) },
        ...{ media_type: 'image/jpeg', width: 4, height: 3, fingerprint: '01'.repeat(32) },
        ...{ shared_blob: sha256, thumbnail_blob: sha256 },
      })
      .execute()
  })
  return photoId
}
