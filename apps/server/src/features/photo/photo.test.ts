import { CallRefused } from '@chuangyuan/contract/call'
import * as contract from '@chuangyuan/contract/photo'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildApp } from '../../app.ts'
import { newId } from '../../db/id.ts'
import { sceneOf } from '../../demo/scene.ts'
import { testApp, testNow, type Caller, type TestApp, type TestDistrict } from '../../testing/test-app.ts'
import { clearUnfinished, findPhotos } from './public.ts'

let app: TestApp
let district: TestDistrict
let phone: Caller

beforeAll(async () => {
  app = await testApp()
})
beforeEach(async () => {
  district = await app.aDistrict()
  phone = district.as.street
})
afterAll(() => app.close())

type Declaration = BodyOf<typeof contract.declarePhoto>

const position = { lon: 117.02, lat: 36.67, accuracy: 12, system: 'GCJ-02' } as const

function declarationOf(content: Buffer, more: Partial<Declaration> = {}): Declaration {
  return {
    id: newId(),
    sha256: createHash('sha256').update(content).digest('hex'),
    bytes: content.length,
    takenAt: testNow - 60_000,
    source: 'camera',
    position,
    ...more,
  }
}

function send(call: Caller, photoId: string, content: Buffer, offset = 0) {
  return call(contract.sendPhotoChunk, {
    params: { photoId },
    query: { offset },
    file: new Blob([new Uint8Array(content)]),
  })
}

async function upload(call: Caller, content: Buffer, more: Partial<Declaration> = {}): Promise<string> {
  const declared = declarationOf(content, more)
  await call(contract.declarePhoto, { body: declared })
  await send(call, declared.id, content)
  return declared.id
}

async function refusalOf(doing: Promise<unknown>): Promise<CallRefused['problem']> {
  const fault = await doing.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(fault instanceof CallRefused)) throw new Error('was not refused', { cause: fault })
  return fault.problem
}

function get(url: string, role: keyof TestDistrict['cookies'] = 'street', of = district) {
  return app.http.inject({ method: 'GET', url, headers: { cookie: of.cookies[role] } })
}

async function journalOf(verb: string) {
  return app.deps.db.read({ districtId: district.id }, ({ query }) =>
    query
      .selectFrom('journal')
      .select(['who', 'what', 'details'])
      .where('verb', '=', verb)
      .orderBy('seq')
      .execute(),
  )
}

/** A photo as a phone writes it: with the time and the place in it. */
async function jpegOf(seed: number, width = 640, height = 480): Promise<Buffer> {
  const { rgb } = sceneOf(seed, width, height)
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .withExif({
      IFD0: { Make: 'Phone-of-Zhao' },
      IFD2: { DateTimeOriginal: '2026:03:05 08:59:00' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '36/1 40/1 12/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '117/1 1/1 12/1',
      },
    })
    .jpeg({ quality: 90 })
    .toBuffer()
}

describe('a photo that is sent', () => {
  it('is complete when its last byte is here: type sniffed, size upright, hints of the file beside it', async () => {
    const content = await jpegOf(1)
    const declared = declarationOf(content)
    const first = await phone(contract.declarePhoto, { body: declared })
    expect(first).toMatchObject({ state: 'uploading', offset: 0, mediaType: null })
    expect(first.chunkBytes).toBeGreaterThan(0)
    expect(await send(phone, declared.id, content)).toEqual({
      ...declared,
      state: 'complete',
      offset: content.length,
      fault: null,
      mediaType: 'image/jpeg',
      width: 640,
      height: 480,
      exif: { takenAt: '2026-03-05T08:59:00', lon: 117.02, lat: expect.closeTo(36.67, 4) as number },
      declaredBy: district.accountIds.street,
      declaredAt: testNow,
      receivedAt: testNow,
    })
    expect(await journalOf('photo.received')).toMatchObject([
      { who: district.accountIds.street, what: declared.id },
    ])
  })

  it('lies upright as it was held, whatever the camera wrote', async () => {
    const { rgb } = sceneOf(2)
    const sideways = await sharp(rgb, { raw: { width: 640, height: 480, channels: 3 } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const id = await upload(phone, sideways)
    expect(await phone(contract.getPhoto, { params: { photoId: id } })).toMatchObject({
      width: 480,
      height: 640,
    })
    const shared = await sharp((await get(`/api/photos/${id}/shared`)).rawPayload).metadata()
    expect([shared.width, shared.height, shared.orientation]).toEqual([480, 640, undefined])
  })

  it.each(['png', 'webp'] as const)('may be %s', async (format) => {
    const { rgb } = sceneOf(3)
    const content = await sharp(rgb, { raw: { width: 640, height: 480, channels: 3 } })
      .toFormat(format)
      .toBuffer()
    const id = await upload(phone, content)
    expect(await phone(contract.getPhoto, { params: { photoId: id } })).toMatchObject({
      state: 'complete',
      mediaType: `image/${format}`,
    })
  })

  it('may be HEIC, which others get as JPEG', async () => {
    const content = readFileSync(path.join(import.meta.dirname, 'testing-sample.heic'))
    const id = await upload(phone, content)
    expect(await phone(contract.getPhoto, { params: { photoId: id } })).toMatchObject({
      mediaType: 'image/heic',
      width: 320,
      height: 240,
      exif: { takenAt: '2026-03-05T09:00:00', lon: expect.closeTo(117.02, 4) as number },
    })
    const shared = await sharp((await get(`/api/photos/${id}/shared`)).rawPayload).metadata()
    expect(shared).toMatchObject({ format: 'jpeg', width: 320, height: 240 })
    expect((await get(`/api/photos/${id}/original`, 'office')).rawPayload).toEqual(content)
  })
})

describe('sending in chunks', () => {
  it('goes on in another process from where the first one was killed', async () => {
    const content = await jpegOf(4)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    expect(await send(phone, declared.id, content.subarray(0, 1000))).toMatchObject({ offset: 1000 })

    const other = await buildApp({ ...app.deps })
    const headers = { cookie: district.cookies.street, 'x-requested-with': 'chuangyuan' }
    const asked = await other.http.inject({ method: 'POST', url: '/api/photos', headers, payload: declared })
    expect(asked.json()).toMatchObject({ state: 'uploading', offset: 1000 })
    const rest = await other.http.inject({
      method: 'PUT',
      url: `/api/photos/${declared.id}/content?offset=1000`,
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      payload: content.subarray(1000),
    })
    expect(rest.json()).toMatchObject({ state: 'complete', offset: content.length })
    await other.http.close()
  })

  it('takes chunks that come twice or out of order, and tells where to go on', async () => {
    const content = await jpegOf(5)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    const [a, b] = [content.subarray(0, 5000), content.subarray(5000)]
    expect(await refusalOf(send(phone, declared.id, b, 5000))).toMatchObject({
      code: 'photo.offset-wrong',
      status: 409,
      details: { offset: 0 },
    })
    expect(await send(phone, declared.id, a)).toMatchObject({ offset: 5000 })
    expect(await send(phone, declared.id, a)).toMatchObject({ offset: 5000 })
    expect(await refusalOf(send(phone, declared.id, b, 4000))).toMatchObject({ details: { offset: 5000 } })
    expect(await send(phone, declared.id, b, 5000)).toMatchObject({ state: 'complete' })
    expect(await send(phone, declared.id, b, 5000)).toMatchObject({ state: 'complete' })
    expect((await get(`/api/photos/${declared.id}/original`, 'office')).rawPayload).toEqual(content)
  })

  it('lets only one of two equal chunks in when they come at once', async () => {
    const content = await jpegOf(6)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    const sent = await Promise.all([1, 2, 3].map(() => send(phone, declared.id, content)))
    expect(sent.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete'])
    expect(await journalOf('photo.received')).toHaveLength(1)
  })

  it('reads a photo whose process ended after the last byte when the phone asks again', async () => {
    const content = await jpegOf(7)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    await app.deps.db.transact({ districtId: district.id }, async ({ query, districtId }) => {
      await query
        .insertInto('photo_chunks')
        .values({
          district_id: districtId,
          photo_id: declared.id,
          start: 0,
          content,
          arrived_at: new Date(0),
        })
        .execute()
    })
    expect(await phone(contract.declarePhoto, { body: declared })).toMatchObject({ state: 'complete' })
  })

  it('takes no more than was declared, and no giant chunk', async () => {
    const content = await jpegOf(8)
    const declared = declarationOf(content)
    const { chunkBytes } = await phone(contract.declarePhoto, { body: declared })
    expect(await refusalOf(send(phone, declared.id, Buffer.concat([content, content])))).toMatchObject({
      code: 'photo.longer-than-declared',
    })
    expect(await refusalOf(send(phone, declared.id, Buffer.alloc(chunkBytes + 1)))).toMatchObject({
      code: 'photo.chunk-too-large',
      details: { limit: chunkBytes },
    })
    expect(await phone(contract.getPhoto, { params: { photoId: declared.id } })).toMatchObject({ offset: 0 })
  })

  it('starts again when what arrived is not what the phone has', async () => {
    const content = await jpegOf(9)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    const damaged = Buffer.from(content)
    damaged[500] = (damaged[500] ?? 0) ^ 1
    expect(await refusalOf(send(phone, declared.id, damaged))).toMatchObject({ code: 'photo.hash-wrong' })
    expect(await phone(contract.getPhoto, { params: { photoId: declared.id } })).toMatchObject({ offset: 0 })
    expect(await send(phone, declared.id, content)).toMatchObject({ state: 'complete' })
  })
})

describe('declaring', () => {
  it('the same photo twice answers how far it got', async () => {
    const content = await jpegOf(10)
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    await send(phone, declared.id, content.subarray(0, 10))
    expect(await phone(contract.declarePhoto, { body: declared })).toMatchObject({ offset: 10 })
    const { sha256, bytes, takenAt, source } = declared
    expect(await journalOf('photo.declared')).toEqual([
      { who: district.accountIds.street, what: declared.id, details: { sha256, bytes, takenAt, source } },
    ])
  })

  it('another photo under the same id is a conflict, and the first one stands', async () => {
    const [content, other] = [await jpegOf(11), await jpegOf(12)]
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    const conflict = declarationOf(other, { id: declared.id, position: { ...position, accuracy: 0 } })
    expect(await refusalOf(phone(contract.declarePhoto, { body: conflict }))).toMatchObject({
      code: 'photo.id-taken',
      details: { differs: ['sha256', 'bytes', 'accuracy'] },
    })
    expect(await phone(contract.getPhoto, { params: { photoId: declared.id } })).toMatchObject(declared)
  })

  it('more bytes than the settings allow is refused before anything is sent', async () => {
    const { bytes: limit } = app.deps.config.photoLimits
    const declared = { ...declarationOf(Buffer.alloc(1)), bytes: limit + 1 }
    expect(await refusalOf(phone(contract.declarePhoto, { body: declared }))).toMatchObject({
      code: 'photo.too-large',
      details: { limit },
    })
  })

  it('an id that no phone makes is invalid', async () => {
    const body = declarationOf(Buffer.alloc(1), { id: 'f47ac10b-58cc-4372-a567-0e02b2c3d479' })
    expect(await refusalOf(phone(contract.declarePhoto, { body }))).toMatchObject({ code: 'request.invalid' })
  })
})

/** A PNG whose header claims a size that nobody could hold. */
function bombOf(width: number, height: number): Buffer {
  const head = Buffer.alloc(25)
  head.writeUInt32BE(13, 0)
  head.write('IHDR', 4, 'latin1')
  head.writeUInt32BE(width, 8)
  head.writeUInt32BE(height, 12)
  head.set([8, 2, 0, 0, 0], 16)
  head.writeUInt32BE(crc32(head.subarray(4, 21)), 21)
  const data = Buffer.from('0000000c4944415478da636060600000000400015c0d37830000000049454e44ae426082', 'hex')
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), head, data])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}

describe('what is no photo', () => {
  const html = Buffer.from('<!doctype html><script>alert(1)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>')
  const jpegHead = Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex')
  const heicHead = Buffer.concat([
    Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'),
    randomBytes(500),
  ])

  it.each([
    ['a page that is called a photo', html, 'photo.not-an-image'],
    ['a drawing that could run', svg, 'photo.not-an-image'],
    ['a page behind the head of a JPEG', Buffer.concat([jpegHead, html]), 'photo.damaged'],
    ['noise behind the head of a HEIC', heicHead, 'photo.damaged'],
    ['a bomb of 60000 × 60000 pixels', bombOf(60_000, 60_000), 'photo.too-many-pixels'],
  ])('%s is refused for good, and nothing of it is kept', async (_, content, code) => {
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    expect(await refusalOf(send(phone, declared.id, content))).toMatchObject({ code })
    expect(await phone(contract.declarePhoto, { body: declared })).toMatchObject({
      state: 'refused',
      fault: code,
    })
    expect(await refusalOf(send(phone, declared.id, content))).toMatchObject({ code })
    expect(await app.deps.blobs.has(declared.sha256)).toBe(false)
    expect((await get(`/api/photos/${declared.id}/shared`)).statusCode).toBe(409)
    expect(await journalOf('photo.refused')).toMatchObject([{ what: declared.id, details: { code } }])
  })

  it('the limit on pixels holds for HEIC as well', async () => {
    const content = readFileSync(path.join(import.meta.dirname, 'testing-sample.heic'))
    const photoLimits = { bytes: 1_000_000, pixels: 320 * 240 - 1 }
    const strict = await buildApp({ ...app.deps, config: { ...app.deps.config, photoLimits } })
    const declared = declarationOf(content)
    await phone(contract.declarePhoto, { body: declared })
    const response = await strict.http.inject({
      method: 'PUT',
      url: `/api/photos/${declared.id}/content?offset=0`,
      headers: {
        cookie: district.cookies.street,
        'x-requested-with': 'chuangyuan',
        'content-type': 'application/octet-stream',
      },
      payload: content,
    })
    expect(response.json()).toMatchObject({
      code: 'photo.too-many-pixels',
      details: { limit: photoLimits.pixels },
    })
    await strict.http.close()
  })

  it('a photo that was cut off on the phone is refused', async () => {
    const whole = await jpegOf(13)
    const cut = whole.subarray(0, whole.length / 2)
    const declared = declarationOf(cut)
    await phone(contract.declarePhoto, { body: declared })
    expect(await refusalOf(send(phone, declared.id, cut))).toMatchObject({ code: 'photo.damaged' })
  })
})

describe('reading', () => {
  it('the shared copy and the thumbnail hold nothing but a smaller picture', async () => {
    const content = await jpegOf(14, 2600, 1300)
    expect(content.includes('Phone-of-Zhao')).toBe(true)
    const id = await upload(phone, content)
    for (const [copy, type, width] of [
      ['shared', 'image/jpeg', 2048],
      ['thumbnail', 'image/webp', 320],
    ] as const) {
      const response = await get(`/api/photos/${id}/${copy}`)
      expect(response.headers['content-type']).toBe(type)
      expect(response.headers['cache-control']).toBe('private, max-age=31536000, immutable')
      expect(response.rawPayload.includes('Phone-of-Zhao')).toBe(false)
      expect(response.rawPayload.includes('Exif')).toBe(false)
      const { exif, xmp, iptc, ...shown } = await sharp(response.rawPayload).metadata()
      expect([exif, xmp, iptc, shown.width, shown.height]).toEqual([
        ...[undefined, undefined, undefined],
        ...[width, width / 2],
      ])
    }
  })

  it('the original is byte for byte what the phone has, for office and supervisors, and stands in the journal', async () => {
    const content = await jpegOf(15)
    const id = await upload(phone, content)
    for (const role of ['street', 'unit', 'leader'] as const)
      expect((await get(`/api/photos/${id}/original`, role)).statusCode).toBe(403)
    expect(await journalOf('photo.original-read')).toEqual([])
    const response = await get(`/api/photos/${id}/original`, 'supervisor')
    expect(response.rawPayload).toEqual(content)
    expect(response.headers['content-type']).toBe('application/octet-stream')
    expect(response.headers['cache-control']).toBe('no-store')
    expect(await journalOf('photo.original-read')).toMatchObject([
      { who: district.accountIds.supervisor, what: id },
    ])
  })

  it('the same bytes under two ids are stored once', async () => {
    const content = await jpegOf(16)
    const [first, second] = [await upload(phone, content), await upload(phone, content)]
    const rows = await app.deps.db.read({ districtId: district.id }, (tx) => findPhotos(tx, [first, second]))
    const blobs = rows.complete.flatMap(({ sha256, sharedBlob, thumbnailBlob }) => [
      sha256,
      sharedBlob,
      thumbnailBlob,
    ])
    expect(blobs).toHaveLength(6)
    expect(new Set(blobs).size).toBe(3)
  })

  it('nothing of it is seen from another district, not even that it exists', async () => {
    const id = await upload(phone, await jpegOf(17))
    const foreign = await app.aDistrict('乙区')
    for (const part of ['', '/shared', '/thumbnail', '/original', '/alike'])
      expect((await get(`/api/photos/${id}${part}`, 'office', foreign)).statusCode).toBe(404)
    const chunk = send(foreign.as.street, id, Buffer.alloc(1))
    expect(await refusalOf(chunk)).toMatchObject({ code: 'request.not-found' })
    const rows = await app.deps.db.read({ districtId: foreign.id }, async (tx) => ({
      photos: await tx.query.selectFrom('photos').select('id').execute(),
      chunks: await tx.query.selectFrom('photo_chunks').select('photo_id').execute(),
      found: await findPhotos(tx, [id]),
    }))
    expect(rows).toEqual({ photos: [], chunks: [], found: { complete: [], incomplete: [], missing: [id] } })
  })
})

describe('photos that look alike', () => {
  const rowsOf = async (photoId: string): Promise<ReplyOf<typeof contract.alikePhotos>['rows']> =>
    (await district.as.office(contract.alikePhotos, { params: { photoId }, query: {} })).rows

  it('are listed, the most alike first, and other scenes are not', async () => {
    const { rgb } = sceneOf(18)
    const raw = { raw: { width: 640, height: 480, channels: 3 } } as const
    const first = await upload(phone, await jpegOf(18))
    const again = await upload(phone, await sharp(rgb, raw).resize(400).jpeg({ quality: 40 }).toBuffer())
    const cropped = await upload(
      phone,
      await sharp(rgb, raw).extract({ left: 8, top: 6, width: 624, height: 468 }).jpeg().toBuffer(),
    )
    await upload(phone, await jpegOf(19))
    const rows = await rowsOf(first)
    expect(rows.map(({ photo }) => photo.id).toSorted()).toEqual([again, cropped].toSorted())
    expect(rows[0]?.likeness).toBe('same')
    expect(rows.map(({ bits }) => bits)).toEqual(rows.map(({ bits }) => bits).toSorted((a, b) => a - b))
  })
})

describe('what refers to photos', () => {
  it('learns which are complete, which are not, and which nobody declared', async () => {
    const complete = await upload(phone, await jpegOf(20))
    const unfinished = declarationOf(await jpegOf(21))
    await phone(contract.declarePhoto, { body: unfinished })
    const unknown = newId()
    const found = await app.deps.db.read({ districtId: district.id }, (tx) =>
      findPhotos(tx, [unknown, unfinished.id, complete]),
    )
    expect(found.complete.map(({ id }) => id)).toEqual([complete])
    expect(found.incomplete.map(({ id }) => id)).toEqual([unfinished.id])
    expect(found.missing).toEqual([unknown])
  })
})

describe('photos that were never finished', () => {
  it('give their bytes back after two weeks without a chunk, and may begin again', async () => {
    const content = await jpegOf(22)
    const [stale, fresh] = [declarationOf(content), declarationOf(content)]
    for (const declared of [stale, fresh]) {
      await phone(contract.declarePhoto, { body: declared })
      await send(phone, declared.id, content.subarray(0, 100))
    }
    const day = 24 * 3_600_000
    const clock = (days: number) => ({
      db: app.deps.db,
      clock: () => (testNow + days * day) as typeof testNow,
    })
    expect(await clearUnfinished(clock(13))).toBe(0)
    await app.deps.db.transact({ districtId: district.id }, async ({ query, districtId }) => {
      const [content_, arrived_at] = [content.subarray(100, 200), new Date(testNow + 10 * day)]
      await query
        .insertInto('photo_chunks')
        .values({ district_id: districtId, photo_id: fresh.id, start: 100, content: content_, arrived_at })
        .execute()
    })
    await clearUnfinished(clock(15))
    const offsets = await Promise.all(
      [stale, fresh].map(({ id }) => phone(contract.getPhoto, { params: { photoId: id } })),
    )
    expect(offsets.map(({ state, offset }) => [state, offset])).toEqual([
      ['uploading', 0],
      ['uploading', 200],
    ])
    expect(await journalOf('photo.cleared')).toMatchObject([
      { who: null, what: stale.id, details: { bytes: 100, why: 'stale' } },
    ])
    expect(await send(phone, stale.id, content)).toMatchObject({ state: 'complete' })
  })
})
