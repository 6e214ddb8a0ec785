import type { FieldRecord, sendRecords as operation } from '@chuangyuan/contract/field'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Instant } from '@chuangyuan/domain/day'
import { clockOffMs } from '@chuangyuan/domain/field/phone-clock'
import { codeOf } from '../../db/fault.ts'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import type { ReceiptKey } from './receipt-key.ts'
import { signed } from './receipt.ts'
import { takeRecords, type Answer, type Sending, type Taken } from './take-records.ts'

/** A batch of a phone's outbox, answered record by record. Whatever comes again is answered again and done once. */
export async function sendRecords(
  deps: Deps,
  key: () => Promise<ReceiptKey>,
  by: Session,
  { deviceId, sentAt, records }: BodyOf<typeof operation>,
): Promise<ReplyOf<typeof operation>> {
  const at = deps.clock()
  const off = clockOffMs(sentAt as Instant, at)
  const { answers, ...state } = await takeBatch(
    deps,
    { by, deviceId, ownerId: by.accountId, onBehalfOf: null, clockOffMs: off, at },
    records,
  )
  return { serverNow: at, outcomes: answers, receipt: signed(state, at, await key()) }
}

/** Together where that goes; where one record breaks the server, each alone, so that it does not hold up the others. */
export async function takeBatch(
  deps: Pick<Deps, 'db' | 'log'>,
  sending: Sending,
  records: readonly FieldRecord[],
): Promise<Taken> {
  try {
    return await take(deps, sending, records)
  } catch (fault) {
    deps.log.error({ err: fault }, 'fault in a batch of records')
  }
  // Fails where the database does: then nothing is wrong with the records.
  let last = await take(deps, sending, [])
  const answers: Answer[] = []
  for (const record of records.toSorted((left, right) => left.seq - right.seq)) {
    try {
      last = await take(deps, sending, [record])
      answers.push(...last.answers)
    } catch (fault) {
      deps.log.error({ err: fault, recordId: record.id }, 'fault in a record')
      const refusal = { code: 'server.fault', details: {} } as const
      answers.push({ id: record.id, seq: record.seq, outcome: 'refused', refusal })
    }
  }
  return { ...last, answers }
}

/** Two that decided on the same id at once: one of them waits, fails, and then finds what the other did. */
const mostAttempts = 5
const uniqueViolation = '23505'

async function take(
  { db }: Pick<Deps, 'db'>,
  sending: Sending,
  records: readonly FieldRecord[],
): Promise<Taken> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transact({ ...sending.by, commit: 'together' }, (tx) =>
        takeRecords(tx, sending, records),
      )
    } catch (fault) {
      if (attempt === mostAttempts || codeOf(fault) !== uniqueViolation) throw fault
    }
  }
}
