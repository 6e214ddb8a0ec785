import 'fake-indexeddb/auto'
import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { keep, openDatabase, recall, type Database } from '../phone/database.ts'
import { newId } from '../phone/new-id.ts'
import { keepPhoto, originalOf } from '../photo/keep-photo.ts'
import type { KeptPhoto } from '../photo/photo.ts'
import { fakeServer } from '../testing/fake-server.ts'
import { keepRecord } from './keep-record.ts'
import { needsDecision, type Said } from './record.ts'
import { sendOutbox, type SendOutcome } from './send-outbox.ts'
import { standingOf } from './standing.ts'

const accountId = '018f0000-0000-7000-8000-000000000001'
const now = Date.parse('2026-03-05T09:00:00+08:00')

let db: Database
let server: ReturnType<typeof fakeServer>

beforeEach(async () => {
  // A name of its own, since the databases of the tests outlive them.
  db = await openDatabase(newId())
  server = fakeServer(accountId)
  server.state.now = now
})

function aVisit(): Said {
  const id = newId()
  return {
    what: 'visit',
    id,
    madeAt: now,
    visit: {
      ...{ id: newId(), siteId: newId(), checklistId: 'park', teamId: null, startedAt: now, endedAt: now },
      ...{ place: null, entries: [], words: '', onBehalfOf: null },
    },
  }
}

async function keepVisits(count: number): Promise<void> {
  for (let each = 0; each < count; each++) await keepRecord(db, aVisit(), { title: '柳园', photos: [] })
}

/** Hashes as the worker does; without a browser there is no picture to draw. */
async function prepare(to: Database, photo: KeptPhoto): Promise<KeptPhoto> {
  const original = await to.get('blobs', originalOf(photo.id))
  const sha256 = createHash('sha256')
    .update(new Uint8Array(await original!.arrayBuffer()))
    .digest('hex')
  const prepared = { ...photo, sha256, sent: { name: 'original', bytes: photo.bytes, sha256 } } as const
  await to.put('photos', prepared)
  return prepared
}

async function keepPhotographed(bytes: number): Promise<string> {
  const id = newId()
  const content = Uint8Array.from({ length: bytes }, (_, index) => (index * 31) % 251)
  await keepPhoto(db, id, 'report', new File([content], 'photo.jpg', { lastModified: now }), now)
  await keepRecord(db, aVisit(), { title: '柳园', photos: [id], draft: 'report' })
  return id
}

function send(): Promise<SendOutcome> {
  return sendOutbox({ db, call: server.call, now: () => now, prepare }, accountId)
}

describe('records', () => {
  it('are numbered from 1 without a gap', async () => {
    await keepVisits(3)
    expect((await db.getAll('records')).map(({ seq }) => seq)).toEqual([1, 2, 3])
  })

  it('are all on the server once it was reached, in batches of fifty at most', async () => {
    await keepVisits(120)
    expect(await send()).toEqual({ kind: 'done' })
    expect([...server.records.values()].map(({ seq }) => seq)).toEqual(
      Array.from({ length: 120 }, (_, at) => at + 1),
    )
    expect(server.state.batches).toEqual([50, 50, 20])
    expect(await standingOf(db)).toMatchObject({ records: 120, recordsOnServer: 120, waiting: 0 })
    expect(await recall(db, 'receipt')).toMatchObject({ records: 120, upTo: 120 })
  })

  it('stay on the phone without signal, and go out later', async () => {
    await keepVisits(2)
    server.faults.offline = true
    expect(await send()).toEqual({ kind: 'later' })
    expect(await standingOf(db)).toMatchObject({ records: 2, recordsOnServer: 0, waiting: 2 })
    server.faults.offline = false
    await send()
    expect(await standingOf(db)).toMatchObject({ recordsOnServer: 2, waiting: 0 })
  })

  it('are sent again where the answer was lost, and are there once', async () => {
    await keepVisits(3)
    server.faults.loseReply = true
    expect(await send()).toEqual({ kind: 'later' })
    expect(await send()).toEqual({ kind: 'done' })
    expect(server.records.size).toBe(3)
    expect((await db.getAll('records')).map(({ state }) => state)).toEqual([
      'on-server',
      'on-server',
      'on-server',
    ])
  })

  it('are not sent under the name of another account', async () => {
    await keepVisits(1)
    server.state.accountId = newId()
    expect(await send()).toEqual({ kind: 'signed-out' })
    server.state.accountId = undefined
    expect(await send()).toEqual({ kind: 'signed-out' })
    expect(server.records.size).toBe(0)
    server.state.accountId = accountId
    expect(await send()).toEqual({ kind: 'done' })
    expect(server.records.size).toBe(1)
  })

  it('that are refused become a card with the reason, and do not hold back the others', async () => {
    await keepVisits(3)
    server.faults.refuse = ({ seq }) => (seq === 2 ? 'finding.wrong-stage' : undefined)
    await send()
    const cards = (await db.getAll('records')).filter(needsDecision)
    expect(cards.map(({ seq, state, refusal }) => ({ seq, state, code: refusal?.code }))).toEqual([
      { seq: 2, state: 'refused', code: 'finding.wrong-stage' },
    ])
    expect(await standingOf(db)).toMatchObject({ recordsOnServer: 3, waiting: 0, decisions: 1 })
  })

  it('that the server would take later stay on the phone, and go out unchanged', async () => {
    await keepVisits(2)
    server.faults.refuse = ({ seq }) => (seq === 1 ? 'server.fault' : undefined)
    expect(await send()).toEqual({ kind: 'later' })
    expect(await standingOf(db)).toMatchObject({ recordsOnServer: 1, waiting: 1, decisions: 0 })
    delete server.faults.refuse
    expect(await send()).toEqual({ kind: 'done' })
    expect(await standingOf(db)).toMatchObject({ recordsOnServer: 2, waiting: 0 })
  })

  it('that the server cannot read stay on the phone alone, and the others of the batch get through', async () => {
    await keepVisits(60)
    server.faults.unreadable = ({ seq }) => seq === 17
    expect(await send()).toEqual({ kind: 'done' })
    expect(server.records.size).toBe(59)
    const [card] = (await db.getAll('records')).filter(needsDecision)
    expect(card).toMatchObject({ seq: 17, state: 'unsendable', refusal: { code: 'request.invalid' } })
    expect(await standingOf(db)).toMatchObject({ waiting: 1, decisions: 1 })
    delete server.faults.unreadable
    await send()
    expect(server.records.size).toBe(60)
  })

  it('tell how far the phone’s clock is off', async () => {
    await keepVisits(1)
    server.state.now = now - 5 * 60_000
    await send()
    expect((await standingOf(db)).skew).toBe(5 * 60_000)
  })
})

describe('a receipt', () => {
  it('is genuine if the installation signed it as it is', async () => {
    await keepVisits(2)
    await send()
    expect((await standingOf(db)).isGenuine).toBe(true)
    const receipt = await recall(db, 'receipt')
    await keep(db, 'receipt', { ...receipt!, records: 3 })
    expect((await standingOf(db)).isGenuine).toBe(false)
  })
})

describe('photos', () => {
  it('arrive byte for byte, in pieces', async () => {
    const id = await keepPhotographed(1_300_000)
    expect(await send()).toEqual({ kind: 'done' })
    const original = await db.get('blobs', originalOf(id))
    expect(Buffer.from(server.photos.get(id)!.content)).toEqual(Buffer.from(await original!.arrayBuffer()))
    expect(server.state.chunks).toBe(3)
    expect(await standingOf(db)).toMatchObject({ photos: 1, photosOnServer: 1, waiting: 0 })
  })

  it('go on where the connection broke', async () => {
    const id = await keepPhotographed(1_300_000)
    server.faults.breakAfterChunks = 2
    expect(await send()).toEqual({ kind: 'later' })
    expect(server.photos.get(id)!.content.length).toBe(2 * 512 * 1024)
    expect(await send()).toEqual({ kind: 'done' })
    expect(server.state.chunks).toBe(3)
    expect((await standingOf(db)).photosOnServer).toBe(1)
  })

  it('of a report that is not finished stay on the phone', async () => {
    await keepPhoto(db, newId(), 'report', new File(['x'], 'photo.jpg'), now)
    await keepVisits(1)
    await send()
    expect(server.photos.size).toBe(0)
    expect(await standingOf(db)).toMatchObject({ photos: 0, waiting: 0 })
  })

  it('lose their original a week after the receipt covered them, and not before', async () => {
    const id = await keepPhotographed(1000)
    await send()
    const week = 7 * 86_400_000
    const later = (at: number) => sendOutbox({ db, call: server.call, now: () => at, prepare }, accountId)
    await later(now + week)
    expect(await db.get('blobs', originalOf(id))).toBeDefined()
    server.photos.clear()
    await later(now + week + 1)
    expect(await db.get('blobs', originalOf(id))).toBeDefined()
    server.photos.set(id, { sha256: '', bytes: 0, content: new Uint8Array() })
    await later(now + week + 1)
    expect(await db.get('blobs', originalOf(id))).toBeUndefined()
    expect(await standingOf(db)).toMatchObject({ photos: 1, photosOnServer: 1 })
  })

  it('are kept on the phone with their original after they were sent', async () => {
    const id = await keepPhotographed(1000)
    await send()
    expect((await db.get('blobs', originalOf(id)))?.size).toBe(1000)
  })
})
