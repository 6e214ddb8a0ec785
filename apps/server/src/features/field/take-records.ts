import { passingRefusals, type FieldRecord, type RecordOutcome } from '@chuangyuan/contract/field'
import type { Instant } from '@chuangyuan/domain/day'
import { trueTime } from '@chuangyuan/domain/field/phone-clock'
import type { Party } from '@chuangyuan/domain/finding/party'
import { createHash } from 'node:crypto'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { Tx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { actOnFinding, findingStore, partyOf, recordReports } from '../finding/public.ts'
import { recordVisit } from '../supervision/public.ts'
import { continued, freshDevice } from './chain.ts'
import { fieldStore, type Device, type KeptRecord, type KnownRecord, type Refusal } from './store.ts'

/** What is told of each record that was sent. */
export interface Answer {
  readonly id: string
  readonly seq: number
  readonly outcome: RecordOutcome
  readonly refusal: Refusal | null
}

export interface Taken {
  readonly answers: Answer[]
  readonly device: Device
  /** How many of the photos that the device's records name are here whole. */
  readonly photos: number
}

export interface Sending {
  readonly by: Session
  readonly deviceId: string
  /** Whose phone it is. */
  readonly ownerId: string
  /** Name of the one whose phone it was, where somebody else sends for them. */
  readonly onBehalfOf: string | null
  readonly clockOffMs: number
  readonly at: Instant
}

interface Fresh {
  readonly record: FieldRecord
  readonly contentHash: Buffer
}

type Act = Extract<FieldRecord, { what: 'act' }>
type Visit = Extract<FieldRecord, { what: 'visit' }>
type Came = Pick<Answer, 'outcome' | 'refusal'>

/** For so long a record waits for a finding of another phone; then it is refused for good, and its number closes. */
const longestWaitMs = 30 * 86_400_000

/**
 * Takes records of one device, in the order of their numbers, inside one
 * transaction: every record, what it does and the journal lines are there
 * together or not at all. What a record is refused for touches no other.
 */
export async function takeRecords(tx: Tx, sending: Sending, records: readonly FieldRecord[]): Promise<Taken> {
  const { by, deviceId, at } = sending
  const store = fieldStore(tx.query, tx.districtId)
  const device = await store.openDevice(freshDevice(deviceId, sending.ownerId))
  const ids = records.map(({ id }) => id)
  const seqs = records.map(({ seq }) => seq)
  const known = [...(await store.known(deviceId, ids, seqs))]
  const party = await partyOf(tx, by)
  const answers: Answer[] = []
  const kept: KeptRecord[] = []

  const keep = ({ record, contentHash }: Fresh, { outcome, refusal }: Came) => {
    const { id, seq } = record
    answers.push({
      id,
      seq,
      refusal,
      outcome: outcome === 'already' && refusal !== null ? 'refused' : outcome,
    })
    if (refusal !== null && passingRefusals.includes(refusal.code)) return
    const row = { deviceId, seq, id, contentHash, outcome, refusal }
    const turn = 1 + known.filter((each) => each.deviceId === deviceId && each.seq === seq).length
    known.push(row)
    kept.push({
      ...{ ...row, turn, record, accountId: by.accountId, photos: photosOf(record) },
      ...{ clockOffMs: sending.clockOffMs, receivedAt: at },
    })
    if (outcome === 'stored') return
    tx.journal.record({
      verb: `field.${outcome}`,
      who: by.accountId,
      what: id,
      details: { deviceId, seq, what: record.what, refusal },
    })
  }

  /** Reports that follow each other are written together. */
  let reports: (Fresh & { readonly record: Extract<FieldRecord, { what: 'report' }> })[] = []
  const writeReports = async () => {
    const told = reports.map(({ record: { report } }) => ({
      said: report,
      party: speakingFor(party, report.onBehalfOf ?? sending.onBehalfOf),
      foundAt: trueTime(report.foundAt as Instant, sending.clockOffMs, at),
    }))
    const outcomes = told.length === 0 ? [] : await recordReports(tx, by, told, at)
    const written = reports
    reports = []
    written.forEach((fresh, index) => {
      const outcome = outcomes[index]
      keep(
        fresh,
        outcome instanceof Refused ? refusedWith(outcome) : { outcome: outcome ?? 'stored', refusal: null },
      )
    })
  }

  for (const record of records.toSorted((left, right) => left.seq - right.seq)) {
    const contentHash = hashOf(record)
    if (contentHash === undefined) {
      answers.push({ id: record.id, seq: record.seq, ...refusal('request.invalid') })
      continue
    }
    const fresh = { record, contentHash }
    // What came earlier in the same batch counts as known only once it is written.
    if (reports.some((each) => each.record.id === record.id || each.record.seq === record.seq))
      await writeReports()
    const before = cameBefore(known, deviceId, fresh)
    if (before === 'new') {
      if (record.what === 'report') reports.push({ record, contentHash })
      else {
        await writeReports()
        keep(fresh, await done(tx, sending, party, record))
      }
    } else if (before.isKept) answers.push({ id: record.id, seq: record.seq, ...before.came })
    else keep(fresh, before.came)
  }
  await writeReports()

  await store.add(kept)
  const after = await continued(store, device, kept)
  if (kept.length > 0) await store.saveDevice(after)
  return { answers, device: after, photos: await store.wholePhotos(deviceId) }
}

/** What was said about the same record, the same id or the same number before. */
function cameBefore(
  known: readonly KnownRecord[],
  deviceId: string,
  { record, contentHash }: Fresh,
): 'new' | { readonly isKept: boolean; readonly came: Came } {
  const same = known.filter(({ id, contentHash: hash }) => id === record.id && hash.equals(contentHash))
  const here = same.find((each) => each.deviceId === deviceId)
  if (here !== undefined) return { isKept: true, came: again(here) }
  if (known.some((each) => each.deviceId === deviceId && each.seq === record.seq && each.id !== record.id))
    return { isKept: false, came: { ...refusal('field.seq-taken'), outcome: 'differs' } }
  // A phone that lost its device id sends all again as another device: kept for it, too, and done once.
  const elsewhere = same.find(({ outcome }) => outcome !== 'differs')
  if (elsewhere !== undefined)
    return { isKept: false, came: { outcome: 'already', refusal: elsewhere.refusal } }
  if (known.some(({ id }) => id === record.id))
    return { isKept: false, came: { ...refusal('field.differs'), outcome: 'differs' } }
  return 'new'
}

function again({ outcome, refusal }: Came): Came {
  if (refusal === null) return { outcome: 'already', refusal }
  return { outcome: outcome === 'already' ? 'refused' : outcome, refusal }
}

async function done(
  tx: Tx,
  sending: Sending,
  party: Party,
  record: Exclude<FieldRecord, { what: 'report' }>,
): Promise<Came> {
  if (record.what === 'act' && (await isYetToCome(tx, sending, record))) return refusal('field.not-yet')
  try {
    const outcome = await tx.attempt(() =>
      record.what === 'visit' ? visited(tx, sending, record) : acted(tx, sending, party, record),
    )
    return { outcome, refusal: null }
  } catch (fault) {
    if (fault instanceof Refused) return refusedWith(fault)
    throw fault
  }
}

async function visited(tx: Tx, { by, at, ...sending }: Sending, { visit }: Visit): Promise<RecordOutcome> {
  const said = {
    ...visit,
    startedAt: trueTime(visit.startedAt as Instant, sending.clockOffMs, at),
    endedAt: trueTime(visit.endedAt as Instant, sending.clockOffMs, at),
    onBehalfOf: visit.onBehalfOf ?? sending.onBehalfOf,
  }
  return recordVisit(tx, by, said, at)
}

async function acted(
  tx: Tx,
  { by, at, ...sending }: Sending,
  party: Party,
  { findingId, act, madeAt, onBehalfOf }: Act,
): Promise<RecordOutcome> {
  const speaking = speakingFor(party, onBehalfOf ?? sending.onBehalfOf)
  const when = trueTime(madeAt as Instant, sending.clockOffMs, at)
  await actOnFinding(tx, by, speaking, findingId, act, at, when)
  return 'stored'
}

/**
 * Whether a finding that the act names has not come to the server yet, as against being out of the account's sight.
 * Asked before acting: afterwards it may have come in the meantime.
 */
async function isYetToCome(
  tx: Tx,
  { at, clockOffMs }: Sending,
  { findingId, act, madeAt }: Act,
): Promise<boolean> {
  if (at - trueTime(madeAt as Instant, clockOffMs, at) >= longestWaitMs) return false
  const store = findingStore(tx.query, tx.districtId)
  const named = act.action === 'merge' ? [findingId, act.into] : [findingId]
  for (const id of named) if (!(await store.exists(id))) return true
  return false
}

function speakingFor(party: Party, onBehalfOf: string | null): Party {
  return { ...party, onBehalfOf }
}

function refusal(code: Refusal['code']): Came & { readonly outcome: 'refused' } {
  return { outcome: 'refused', refusal: { code, details: {} } }
}

function refusedWith({ code, details }: Refused): Came {
  return { outcome: 'refused', refusal: { code, details } }
}

/** Undefined for a text that no database can hold. */
function hashOf(record: FieldRecord): Buffer | undefined {
  try {
    return createHash('sha256').update(canonicalJson(record)).digest()
  } catch (fault) {
    if (fault instanceof TypeError) return undefined
    throw fault
  }
}

function photosOf(record: FieldRecord): readonly string[] {
  if (record.what === 'report') return record.report.photos
  return record.what === 'act' && 'photos' in record.act ? record.act.photos : []
}
