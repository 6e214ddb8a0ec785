import { caller, CallRefused } from '@chuangyuan/contract/call'
import {
  firstHead,
  linkText,
  passingRefusals,
  sendRecords,
  type FieldRecord,
  type Receipt,
} from '@chuangyuan/contract/field'
import { declarePhoto, sendPhotoChunk } from '@chuangyuan/contract/photo'
import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { canonicalJson } from '../../apps/server/src/db/canonical-json.ts'
import type { Picture } from '../../apps/server/src/testing/picture.ts'

/** A phone with a full outbox: sends until it has a final word on everything, whatever happens on the way. */
export class Phone {
  readonly deviceId: string
  readonly records: readonly FieldRecord[]
  readonly pictures: readonly Picture[]
  readonly refused = new Set<string>()
  private readonly call: ReturnType<typeof caller>
  private readonly unsettled: Map<string, FieldRecord>
  private readonly next: () => number

  constructor(
    deviceId: string,
    records: readonly FieldRecord[],
    pictures: readonly Picture[],
    line: { readonly address: string; readonly cookie: string; readonly random: () => number },
  ) {
    this.deviceId = deviceId
    this.records = records
    this.pictures = pictures
    this.unsettled = new Map(records.map((record) => [record.id, record]))
    this.next = line.random
    this.call = caller(
      (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), cookie: line.cookie },
        }),
      line.address,
    )
  }

  async sendAll(): Promise<void> {
    await Promise.all([this.sendRecords(), this.sendPictures()])
  }

  /** Two batches at a time, chosen at random, so that they overtake each other and overlap. */
  private async sendRecords(): Promise<void> {
    while (this.unsettled.size > 0) {
      await Promise.all([this.sendBatch(), this.sendBatch()])
    }
  }

  private async sendBatch(): Promise<void> {
    const waiting = [...this.unsettled.values()]
    const from = Math.floor(this.next() * waiting.length)
    const records = waiting.slice(from, from + 1 + Math.floor(this.next() * 50))
    if (records.length === 0) return
    const reply = await this.tried(() =>
      this.call(sendRecords, { body: { deviceId: this.deviceId, sentAt: Date.now(), records } }),
    )
    for (const { id, outcome, refusal } of reply?.outcomes ?? []) {
      if (refusal !== null && passingRefusals.includes(refusal.code)) continue
      if (outcome === 'differs') throw new Error(`record ${id} differs from itself`)
      if (outcome === 'refused') this.refused.add(id)
      this.unsettled.delete(id)
    }
  }

  private async sendPictures(): Promise<void> {
    for (const picture of this.pictures) while (!(await this.sendPicture(picture)));
  }

  /** From where the server has it; true once it is there whole. */
  private async sendPicture({ id, bytes, sha256 }: Picture): Promise<boolean> {
    const declared = {
      id,
      sha256,
      bytes: bytes.length,
      takenAt: Date.now(),
      source: 'camera',
      position: null,
    } as const
    const here = await this.tried(() =>
      this.call(declarePhoto, { body: { ...declared, takenAt: 1_767_225_600_000 } }),
    )
    if (here === undefined) return false
    let { offset } = here
    while (offset < bytes.length) {
      const from = offset
      const piece = new Blob([new Uint8Array(bytes.subarray(from, from + 1 + (bytes.length >> 1)))])
      const after = await this.tried(() =>
        this.call(sendPhotoChunk, { params: { photoId: id }, query: { offset: from }, file: piece }),
      )
      if (after === undefined) return false
      offset = after.offset
    }
    return true
  }

  /** Undefined where it has to be tried again. */
  private async tried<T>(attempt: () => Promise<T>): Promise<T | undefined> {
    try {
      return await attempt()
    } catch (fault) {
      const again: readonly string[] = [
        'server.not-ready',
        'server.fault',
        'photo.offset-wrong',
        'request.invalid',
      ]
      if (fault instanceof CallRefused && !again.includes(fault.problem.code)) throw fault
      await pause(20 + this.next() * 100)
      return undefined
    }
  }

  /** What the receipt has to say if nothing was lost. */
  expected(): Pick<Receipt, 'records' | 'refused' | 'photos' | 'upTo' | 'head'> {
    const count = this.records.length
    return {
      ...{ records: count, refused: this.refused.size, photos: this.pictures.length, upTo: count },
      head: this.records.reduce((head, record) => {
        const contentHash = createHash('sha256').update(canonicalJson(record)).digest('hex')
        const link = linkText(record.seq, record.id, contentHash)
        return createHash('sha256').update(Buffer.from(head, 'hex')).update(link).digest('hex')
      }, firstHead),
    }
  }
}
