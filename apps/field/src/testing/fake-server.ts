import { caller, type Fetch } from '@chuangyuan/contract/call'
import { receiptText, type FieldRecord } from '@chuangyuan/contract/field'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'

interface StoredPhoto {
  readonly sha256: string
  readonly bytes: number
  content: Uint8Array
}

/** What goes wrong on purpose. */
export interface Faults {
  /** No answer at all, as without signal. */
  offline?: boolean
  /** The answer is lost on its way, once, though the server did its work. */
  loseReply?: boolean
  /** After so many more chunks the connection breaks, once. */
  breakAfterChunks?: number
  /** Records that the rules refuse. */
  refuse?: (record: FieldRecord) => RefusalCode | undefined
  /** Records that make the whole request unreadable. */
  unreadable?: (record: FieldRecord) => boolean
}

/** The server's side of the field contract, in memory: what it has, and what goes wrong on the way. */
export function fakeServer(accountId: string) {
  const records = new Map<string, FieldRecord>()
  const photos = new Map<string, StoredPhoto>()
  const faults: Faults = {}
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const state = {
    accountId: accountId as string | undefined,
    now: Date.now(),
    batches: [] as number[],
    chunks: 0,
  }

  function problem(code: string, status: number): Response {
    return Response.json({ type: 'about:blank', title: code, status, code, details: {} }, { status })
  }

  function receipt(deviceId: string) {
    const seqs = new Set([...records.values()].map(({ seq }) => seq))
    let upTo = 0
    while (seqs.has(upTo + 1)) upTo += 1
    const whole = [...photos.values()].filter(({ bytes, content }) => content.length === bytes).length
    const told = {
      ...{ deviceId, records: records.size, refused: 0, photos: whole, upTo },
      ...{ head: '', at: state.now, signature: '' },
    }
    return { ...told, signature: sign(null, Buffer.from(receiptText(told)), privateKey).toString('base64') }
  }

  function takeRecords({ deviceId, records: batch }: { deviceId: string; records: FieldRecord[] }): Response {
    if (batch.some((record) => faults.unreadable?.(record))) return problem('request.invalid', 400)
    state.batches.push(batch.length)
    const outcomes = batch.map((record) => {
      const { id, seq } = record
      const known = records.get(id)
      records.set(id, known ?? record)
      const code = faults.refuse?.(record)
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(record))
        return { id, seq, outcome: 'differs', refusal: null }
      if (code !== undefined) return { id, seq, outcome: 'refused', refusal: { code, details: {} } }
      return { id, seq, outcome: known === undefined ? 'stored' : 'already', refusal: null }
    })
    return Response.json({ serverNow: state.now, outcomes, receipt: receipt(deviceId) })
  }

  function progress(id: string): Response {
    const photo = photos.get(id)
    if (photo === undefined) return problem('request.not-found', 404)
    const offset = photo.content.length
    if (offset < photo.bytes) return Response.json({ state: 'uploading', offset })
    const hash = createHash('sha256').update(photo.content).digest('hex')
    return hash === photo.sha256
      ? Response.json({ state: 'complete', offset })
      : problem('photo.hash-wrong', 422)
  }

  async function takeChunk(id: string, offset: number, chunk: Blob): Promise<Response> {
    const photo = photos.get(id)
    if (photo === undefined || offset !== photo.content.length) return problem('photo.offset-wrong', 409)
    photo.content = Buffer.concat([photo.content, new Uint8Array(await chunk.arrayBuffer())])
    state.chunks += 1
    return progress(id)
  }

  async function answer(url: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(url, 'http://field.test')
    const body = typeof init.body === 'string' ? (JSON.parse(init.body) as never) : undefined
    if (pathname === '/api/session')
      return state.accountId === undefined
        ? problem('identity.sign-in-required', 401)
        : Response.json({ accountId: state.accountId, mustChangePassword: false })
    if (pathname === '/api/field/records') return takeRecords(body!)
    if (pathname === '/api/field/receipt-key')
      return Response.json({ key: publicKey.export({ type: 'spki', format: 'pem' }), former: [] })
    const device = /^\/api\/field\/devices\/([^/]+)\/receipt$/.exec(pathname)?.[1]
    if (device !== undefined) return Response.json(receipt(device))
    if (pathname === '/api/photos') {
      const { id, sha256, bytes } = body! as { id: string; sha256: string; bytes: number }
      if (!photos.has(id)) photos.set(id, { sha256, bytes, content: new Uint8Array() })
      return progress(id)
    }
    const photo = /^\/api\/photos\/([^/]+)\/content$/.exec(pathname)?.[1]
    if (photo !== undefined) return takeChunk(photo, Number(searchParams.get('offset')), init.body as Blob)
    return problem('request.not-found', 404)
  }

  const fetch: Fetch = async (url, init) => {
    if (faults.offline) throw new TypeError('no connection')
    const isChunk = init.method === 'PUT'
    if (isChunk && faults.breakAfterChunks !== undefined && faults.breakAfterChunks-- === 0) {
      delete faults.breakAfterChunks
      throw new TypeError('the connection broke')
    }
    const response = await answer(url, init)
    if (faults.loseReply && url.includes('/field/records')) {
      faults.loseReply = false
      throw new TypeError('the answer was lost')
    }
    return response
  }

  return { records, photos, faults, state, fetch, call: caller(fetch) }
}
