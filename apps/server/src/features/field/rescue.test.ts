import { CallRefused } from '@chuangyuan/contract/call'
import { getReceipt, sendRecords, type FieldRecord } from '@chuangyuan/contract/field'
import { listFindings, type ReportInput } from '@chuangyuan/contract/finding'
import * as contract from '@chuangyuan/contract/rescue'
import { getTask } from '@chuangyuan/contract/task'
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newId } from '../../db/id.ts'
import { pictureOf, type Picture } from '../../testing/picture.ts'
import { settle } from '../../testing/small-town.ts'
import { testApp, testNow, type Caller, type TestApp } from '../../testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

const passphrase = '春风化雨'

async function aPhone() {
  const district = await app.aDistrict()
  const ids = await settle(app, district)
  const pictures = await Promise.all([1, 2, 3].map((seed) => pictureOf(newId(), seed)))
  const deviceId = newId()
  const records = pictures.map(({ id }, index): FieldRecord => {
    const report: ReportInput = {
      ...{
        id: newId(),
        kind: 'dead-plant',
        severity: null,
        siteId: ids.sites.get('G-1') ?? '',
        streetId: null,
      },
      ...{ place: null, address: '', words: '枯死', entries: [], photos: [id], channel: 'phone' },
      ...{ foundAt: testNow - 60_000, onBehalfOf: null, visitId: null },
    }
    return { what: 'report', id: newId(), seq: index + 1, madeAt: testNow - 60_000, report }
  })
  const accountId = district.accountIds.supervisor
  const contents = {
    format: 'CYRF1',
    account: { id: accountId, login: 'supervisor', name: '督查员王五' },
    district: { id: district.id, name: '甲区' },
    ...{ deviceId, exportedAt: testNow, records },
    photos: pictures.map(({ id, bytes, sha256 }, index) => ({
      ...{ id, seq: index + 1, takenAt: testNow, source: 'camera', position: null },
      ...{ bytes: bytes.length, sha256, originalSha256: sha256 },
    })),
  }
  return {
    district,
    office: district.as.office,
    supervisor: district.as.supervisor,
    deviceId,
    records,
    pictures,
    contents,
  }
}

/** As docs/field-rescue.md has it. `filler` makes it longer than one segment. */
async function sealedFile(
  contents: object,
  pictures: readonly Picture[],
  filler = 0,
): Promise<Buffer<ArrayBuffer>> {
  const archive = pack()
  archive.entry({ name: 'records.json' }, JSON.stringify(contents))
  archive.entry({ name: 'notes' }, Buffer.alloc(filler))
  for (const { id, bytes } of pictures) archive.entry({ name: `photos/${id}` }, bytes)
  archive.finalize()
  const plain = await buffer(archive)
  const [salt, prefix] = [randomBytes(16), randomBytes(7)]
  const key = pbkdf2Sync(passphrase, salt, 600_000, 32, 'sha256')
  const size = 1024 * 1024
  const last = Math.max(0, Math.ceil(plain.length / size) - 1)
  const segments = Array.from({ length: last + 1 }, (_, number) => {
    const nonce = Buffer.concat([prefix, Buffer.alloc(5)])
    nonce.writeUInt32BE(number, 7)
    nonce[11] = number === last ? 1 : 0
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const text = cipher.update(plain.subarray(number * size, (number + 1) * size))
    return Buffer.concat([text, cipher.final(), cipher.getAuthTag()])
  })
  return Buffer.concat([Buffer.from('CYRF1'), salt, prefix, ...segments])
}

async function uploaded(call: Caller, file: Buffer<ArrayBuffer>): Promise<string> {
  const query = { fileName: '应急.cyrf' }
  return (await call(contract.uploadRescue, { query, file: new Blob([file]) })).rescueId
}

async function loaded(call: Caller, rescueId: string) {
  const { taskId } = await call(contract.loadRescue, { params: { rescueId }, body: { passphrase } })
  return vi.waitFor(
    async () => {
      const task = await call(getTask, { params: { taskId } })
      expect(task.state).not.toBe('running')
      return { state: task.state, outcome: task.outcome }
    },
    { timeout: 30_000, interval: 50 },
  )
}

async function refusalOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'nothing',
    (fault: unknown) => (fault instanceof CallRefused ? fault.problem.code : String(fault)),
  )
}

it('a file is looked into first, then loaded as if its phone had sent it, and a second time changes nothing', async () => {
  const { district, office, supervisor, deviceId, records, pictures, contents } = await aPhone()
  await supervisor(sendRecords, { body: { deviceId, sentAt: testNow, records: records.slice(0, 1) } })
  const rescueId = await uploaded(office, await sealedFile(contents, pictures, 3_000_000))
  const preview = () => office(contract.previewRescue, { params: { rescueId }, body: { passphrase } })
  expect(await preview()).toEqual({
    ...{ account: contents.account, deviceId, exportedAt: testNow, records: 3, photos: 3 },
    here: { records: 1, photos: 0 },
  })
  const rows = records.map(({ seq, ...record }, at) => ({
    ...{ seq, what: 'report', outcome: at === 0 ? 'already' : 'stored', refusal: null },
    ...('report' in record ? { findingId: record.report.id, siteId: record.report.siteId } : {}),
  }))
  expect(await loaded(office, rescueId)).toEqual({
    state: 'done',
    outcome: {
      rows,
      records: { stored: 2, already: 1, refused: 0, differs: 0 },
      photos: { complete: 3, refused: 0 },
    },
  })
  expect((await preview()).here).toEqual({ records: 3, photos: 3 })
  expect((await loaded(office, rescueId)).outcome['records']).toEqual({
    stored: 0,
    already: 3,
    refused: 0,
    differs: 0,
  })
  expect((await office(listFindings, {})).total).toBe(3)
  const receipt = await supervisor(getReceipt, { params: { deviceId } })
  expect(receipt).toMatchObject({ records: 3, refused: 0, photos: 3, upTo: 3 })
  const again = await supervisor(sendRecords, { body: { deviceId, sentAt: testNow, records } })
  expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['already', 'already', 'already'])
  for (const { id, bytes } of pictures) {
    const { rawPayload } = await app.http.inject({
      url: `/api/photos/${id}/original`,
      headers: { cookie: district.cookies.office },
    })
    expect(rawPayload.equals(bytes)).toBe(true)
  }
})

it('a phone that was never seen belongs to the account in its file', async () => {
  const { office, supervisor, deviceId, pictures, contents } = await aPhone()
  await loaded(office, await uploaded(office, await sealedFile(contents, pictures)))
  expect((await supervisor(getReceipt, { params: { deviceId } })).records).toBe(3)
})

it('a wrong passphrase, another kind of file and another district’s file are told apart', async () => {
  const { office, pictures, contents } = await aPhone()
  const file = await sealedFile(contents, pictures)
  const rescueId = await uploaded(office, file)
  const preview = (call: Caller, id: string, words: string) =>
    refusalOf(call(contract.previewRescue, { params: { rescueId: id }, body: { passphrase: words } }))
  expect(await preview(office, rescueId, '别的口令')).toBe('rescue.passphrase-wrong')
  expect(await refusalOf(uploaded(office, Buffer.from('PK\u0003\u0004 no rescue file')))).toBe(
    'rescue.unreadable',
  )
  const other = (await app.aDistrict()).as.office
  expect(await preview(other, rescueId, passphrase)).toBe('request.not-found')
  expect(await preview(other, await uploaded(other, file), passphrase)).toBe('rescue.other-district')
})

it('a file that was cut off, or whose middle was changed, is damaged; what came before stays', async () => {
  const { office, pictures, contents } = await aPhone()
  const file = await sealedFile(contents, pictures, 3_000_000)
  const changed = Buffer.from(file)
  changed[2_000_000] = (changed[2_000_000] ?? 0) ^ 1
  // Cut exactly behind a segment: only its missing mark of the end tells.
  for (const damaged of [changed, file.subarray(0, 28 + 2 * 1_048_592)]) {
    const { state, outcome } = await loaded(office, await uploaded(office, Buffer.from(damaged)))
    expect([state, outcome['code']]).toEqual(['failed', 'rescue.damaged'])
  }
  expect((await office(listFindings, {})).total).toBe(3)
})
