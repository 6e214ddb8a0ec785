import { CallRefused, type caller } from '@chuangyuan/contract/call'
import { passingRefusals, sendRecords as sendOperation } from '@chuangyuan/contract/field'
import type { RefusalCode } from '@chuangyuan/contract/refusal'
import { keep, recall, type Database } from '../phone/database.ts'
import { newId } from '../phone/new-id.ts'
import { waits, type KeptRecord, type RecordState } from './record.ts'

export interface Sending {
  readonly db: Database
  readonly call: ReturnType<typeof caller>
  readonly now: () => number
}

/** Small enough for a weak connection, and below what the server takes at once. */
const batchSize = 50

/** Refusals of a whole request that may be the fault of one record in it. */
const faultsOfOne: readonly RefusalCode[] = ['request.invalid', 'request.too-large']

/** Sends what the server does not have, oldest first. Throws `CallRefused` where it has to be tried again later. */
export async function sendRecords(sending: Sending): Promise<void> {
  let after = 0
  for (;;) {
    const batch = await nextBatch(sending.db, after)
    const last = batch.at(-1)
    if (last === undefined) return
    await sendBatch(sending, batch)
    after = last.seq
  }
}

async function nextBatch(db: Database, after: number): Promise<KeptRecord[]> {
  const batch: KeptRecord[] = []
  let cursor = await db.transaction('records').store.openCursor(IDBKeyRange.lowerBound(after, true))
  for (; cursor !== null && batch.length < batchSize; cursor = await cursor.continue())
    if (waits(cursor.value)) batch.push(cursor.value)
  return batch
}

/** One record that the server cannot read must not hold back the others: the batch is halved until it stands alone. */
async function sendBatch(sending: Sending, batch: readonly KeptRecord[]): Promise<void> {
  try {
    await sendTogether(sending, batch)
  } catch (error) {
    if (!(error instanceof CallRefused) || !faultsOfOne.includes(error.problem.code)) throw error
    const [only, ...others] = batch
    if (only === undefined) return
    if (others.length === 0) {
      const { code, details } = error.problem
      await sending.db.put('records', { ...only, state: 'unsendable', refusal: { code, details } })
      return
    }
    const half = Math.ceil(batch.length / 2)
    await sendBatch(sending, batch.slice(0, half))
    await sendBatch(sending, batch.slice(half))
  }
}

async function sendTogether({ db, call, now }: Sending, batch: readonly KeptRecord[]): Promise<void> {
  await mark(db, batch, () => ({ state: 'sending' }))
  const sentAt = now()
  const reply = await call(sendOperation, {
    body: {
      deviceId: await deviceOf(db),
      sentAt,
      records: batch.map(({ seq, said }) => ({ ...said, seq })),
    },
  })
  const outcomes = new Map(reply.outcomes.map((each) => [each.id, each]))
  await mark(db, batch, ({ said }) => {
    const outcome = outcomes.get(said.id)
    if (outcome === undefined) return undefined
    if (outcome.refusal !== null && passingRefusals.includes(outcome.refusal.code)) return { state: 'saved' }
    return { state: stateOf[outcome.outcome], refusal: outcome.refusal }
  })
  await keep(db, 'receipt', reply.receipt)
  await keep(db, 'skew', (sentAt + now()) / 2 - reply.serverNow)
}

const stateOf = {
  stored: 'on-server',
  already: 'on-server',
  refused: 'refused',
  differs: 'differs',
} as const satisfies Record<string, RecordState>

/** Reads again before it writes: the person may have settled a card in the meantime. */
async function mark(
  db: Database,
  batch: readonly KeptRecord[],
  change: (record: KeptRecord) => Partial<KeptRecord> | undefined,
): Promise<void> {
  const tx = db.transaction('records', 'readwrite')
  for (const { seq } of batch) {
    const record = await tx.store.get(seq)
    const changed = record && change(record)
    if (record !== undefined && changed !== undefined) await tx.store.put({ ...record, ...changed })
  }
  await tx.done
}

/** Made once for an account on a phone. */
export async function deviceOf(db: Database): Promise<string> {
  const known = await recall(db, 'device')
  if (known !== undefined) return known
  const made = newId()
  await keep(db, 'device', made)
  return made
}
