import type { FieldRecord } from '@chuangyuan/contract/field'
import type { loadRescue as operation, previewRescue, rescueLoaded } from '@chuangyuan/contract/rescue'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { Readable } from 'node:stream'
import type { z } from 'zod'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { limited } from '../../http/limited-upload.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { chunkBytes, declareOne, sendChunk } from '../photo/public.ts'
import type { TaskHandle } from '../task/public.ts'
import { readRescue, type RescueContents, type RescuedPhoto } from './rescue-file.ts'
import { rescueStore } from './rescue-store.ts'
import { takeBatch } from './send-records.ts'
import type { Answer } from './take-records.ts'
import { isSealed } from './unseal.ts'

type Loaded = z.output<typeof rescueLoaded>

/** As many as a phone sends at once. */
const recordsAtOnce = 100

/** Keeps the file as it came. */
export async function uploadRescue(
  { db, blobs, clock, config }: Deps,
  by: Session,
  fileName: string,
  content: Readable,
): Promise<{ rescueId: string }> {
  const { sha256, bytes } = await blobs.put(limited(content, config.rescueBytes))
  if (!(await beginsRight(await blobs.stream(sha256)))) throw new Refused('rescue.unreadable')
  const rescueId = newId()
  await db.transact(by, async ({ query, districtId, journal }) => {
    await rescueStore(query, districtId).add({
      ...{ id: rescueId, file_name: fileName, file_blob: sha256, bytes },
      ...{ uploaded_by: by.accountId, uploaded_at: new Date(clock()) },
    })
    const details = { fileName, bytes, sha256 }
    journal.record({ verb: 'rescue.uploaded', who: by.accountId, what: rescueId, details })
  })
  return { rescueId }
}

async function beginsRight(content: Readable): Promise<boolean> {
  for await (const piece of content as AsyncIterable<Buffer>) return isSealed(piece)
  return false
}

/** What the file holds and what of it is here; nothing is written. */
export async function showRescue(
  deps: Deps,
  by: Session,
  rescueId: string,
  passphrase: string,
): Promise<ReplyOf<typeof previewRescue>> {
  const { sealed } = await sealedFile(deps, by, rescueId)
  const found: ReplyOf<typeof previewRescue>[] = []
  await readRescue(
    sealed,
    passphrase,
    async (contents) => {
      await refuseForeign(deps, by, contents)
      const { account, deviceId, exportedAt, records, photos } = contents
      const here = await deps.db.read(by, async ({ query, districtId }) => {
        const store = rescueStore(query, districtId)
        return {
          records: await store.knownRecords(records.map(({ id }) => id)),
          photos: await store.wholePhotos(photos.map(({ id }) => id)),
        }
      })
      found.push({ account, deviceId, exportedAt, records: records.length, photos: photos.length, here })
      return false
    },
    () => Promise.resolve(),
  )
  const [shown] = found
  if (shown === undefined) throw new Refused('rescue.unreadable')
  return shown
}

/** Loads the file as if its phone had sent it: a wrong passphrase is told at once, the rest goes on beside the request. */
export async function loadRescue(
  deps: Deps,
  by: Session,
  rescueId: string,
  passphrase: string,
): Promise<ReplyOf<typeof operation>> {
  await showRescue(deps, by, rescueId, passphrase)
  const taskId = await deps.tasks.start(by, 'rescue.load', async (handle) => {
    const { sealed, bytes } = await sealedFile(deps, by, rescueId)
    const loaded: Loaded = {
      rows: [],
      records: { stored: 0, already: 0, refused: 0, differs: 0 },
      photos: { complete: 0, refused: 0 },
    }
    await readRescue(
      counted(sealed, (read) => {
        handle.progress(read / bytes)
      }),
      passphrase,
      async (contents) => {
        loaded.rows = await loadRecords(deps, by, contents, handle)
        for (const { outcome } of loaded.rows) loaded.records[outcome] += 1
        return true
      },
      async (photo, content) => {
        handle.signal.throwIfAborted()
        loaded.photos[await loadPhoto(deps, by, photo, content)] += 1
      },
    )
    const { rows: _, ...details } = loaded
    await deps.db.transact(by, ({ journal }) => {
      journal.record({ verb: 'rescue.loaded', who: by.accountId, what: rescueId, details })
      return Promise.resolve()
    })
    return loaded
  })
  return { taskId }
}

async function loadRecords(
  deps: Deps,
  by: Session,
  { account, deviceId, records }: RescueContents,
  handle: TaskHandle,
): Promise<Loaded['rows']> {
  const rows: Loaded['rows'] = []
  const sorted = records.toSorted((left, right) => left.seq - right.seq)
  for (let from = 0; from < sorted.length; from += recordsAtOnce) {
    handle.signal.throwIfAborted()
    // What the phone's clock was off by when it was written is not known; nothing can have happened after now.
    const sending = {
      ...{ by, deviceId, ownerId: account.id, onBehalfOf: account.name },
      ...{ clockOffMs: 0, at: deps.clock() },
    }
    const batch = sorted.slice(from, from + recordsAtOnce)
    const { answers } = await takeBatch(deps, sending, batch)
    const answered = new Map(answers.map((answer) => [answer.id, answer]))
    for (const record of batch) {
      const answer = answered.get(record.id)
      if (answer !== undefined) rows.push(rowOf(record, answer))
    }
  }
  return rows
}

function rowOf(record: FieldRecord, { seq, outcome, refusal }: Answer): Loaded['rows'][number] {
  const told = {
    seq,
    what: record.what,
    outcome,
    refusal: refusal && { ...refusal, details: { ...refusal.details } },
  }
  switch (record.what) {
    case 'report':
      return { ...told, findingId: record.report.id, siteId: record.report.siteId }
    case 'act':
      return { ...told, findingId: record.findingId, siteId: null }
    case 'visit':
      return { ...told, findingId: null, siteId: record.visit.siteId }
  }
}

/** Through the door that phones use, chunk by chunk, from where the server has it. */
async function loadPhoto(
  deps: Deps,
  by: Session,
  { id, sha256, bytes, takenAt, source, position }: RescuedPhoto,
  content: AsyncIterable<Buffer>,
): Promise<'complete' | 'refused'> {
  try {
    const { offset } = await declareOne(deps, by, { id, sha256, bytes, takenAt, source, position })
    let at = 0
    for await (const chunk of chunks(content)) {
      const end = at + chunk.length
      if (end > offset)
        await sendChunk(
          deps,
          by,
          id,
          Math.max(at, offset),
          Readable.from([chunk.subarray(Math.max(0, offset - at))]),
        )
      at = end
    }
    return 'complete'
  } catch (fault) {
    if (!(fault instanceof Refused) || fault.code.startsWith('rescue.')) throw fault
    for await (const _rest of content);
    return 'refused'
  }
}

async function* counted(
  content: AsyncIterable<Buffer>,
  count: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let bytes = 0
  for await (const piece of content) {
    yield piece
    bytes += piece.length
    count(bytes)
  }
}

async function* chunks(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of content) {
    if (bytes + piece.length > chunkBytes) {
      yield Buffer.concat(pieces)
      pieces = []
      bytes = 0
    }
    pieces.push(piece)
    bytes += piece.length
  }
  if (bytes > 0) yield Buffer.concat(pieces)
}

async function sealedFile({ db, blobs }: Deps, by: Session, rescueId: string) {
  const file = await db.read(by, ({ query, districtId }) => rescueStore(query, districtId).file(rescueId))
  const { file_blob: blob, bytes } = orNotFound(file, 'rescue')
  return { sealed: await blobs.stream(blob), bytes }
}

/** A file speaks for an account of this district only. */
async function refuseForeign(
  { db }: Deps,
  by: Session,
  { district, account }: RescueContents,
): Promise<void> {
  if (district.id !== by.districtId) throw new Refused('rescue.other-district')
  const isKnown = await db.read(by, ({ query, districtId }) =>
    rescueStore(query, districtId).hasAccount(account.id),
  )
  if (!isKnown) throw new Refused('request.unknown-reference', { what: 'account', id: account.id })
}
