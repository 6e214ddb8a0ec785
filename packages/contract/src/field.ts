import { z } from 'zod'
import { findingAction, findingPage, reportInput } from './finding.ts'
import { anyone, operation, signedIn, withVerb } from './operation.ts'
import { refusalCodes, type RefusalCode } from './refusal.ts'
import { named, siteKind } from './site.ts'
import { visitInput } from './supervision.ts'
import { id, instant } from './wire.ts'

/**
 * A record of a phone's outbox. `seq` counts the records of one device from 1
 * without a gap; `madeAt` is the phone's clock. Sent again it changes nothing.
 * Its content hash is SHA-256 over its canonical JSON (RFC 8785), `seq` and `madeAt` included.
 */
const record = { id, seq: z.int().min(1), madeAt: instant }

export const fieldRecordKinds = ['report', 'act', 'visit'] as const

export const fieldRecord = z.discriminatedUnion('what', [
  z.object({ what: z.literal('report'), ...record, report: reportInput }),
  z.object({
    what: z.literal('act'),
    ...record,
    findingId: id,
    onBehalfOf: z.string().trim().max(60).nullable(),
    act: findingAction,
  }),
  z.object({ what: z.literal('visit'), ...record, visit: visitInput }),
])
export type FieldRecord = z.output<typeof fieldRecord>

/**
 * What became of a record:
 *
 *   stored    written now
 *   already   the same record was written before
 *   refused   the rules said no: a card to act on
 *   differs   another record came under this id (`field.differs`) or this number (`field.seq-taken`) before; both are
 *             kept, a person decides
 *
 * Sent again, a record gets the answer it got, but that `stored` becomes `already`.
 */
export const recordOutcomes = ['stored', 'already', 'refused', 'differs'] as const
export type RecordOutcome = (typeof recordOutcomes)[number]
export const recordOutcome = z.enum(recordOutcomes)

/**
 * Refusals that end by themselves. Such a record is not kept: its number stays open in the receipt, and the phone
 * sends it again, unchanged.
 *
 *   field.not-yet   it is about a finding that another phone still has
 *   server.fault    the server broke on it
 */
export const passingRefusals: readonly RefusalCode[] = ['field.not-yet', 'server.fault']

/**
 * The server's word for what it has of a device. Signed with the installation's key (Ed25519 over `receiptText`), so
 * that it can be shown later.
 *
 *   records   records that are kept, each number counted once
 *   refused   those of them that were not written: refused or differing
 *   photos    photos that they name and that are here whole
 *   upTo      the highest number without a gap
 *   head      end of the chain over them: SHA-256 over the 32 bytes before and `linkText`, hexadecimal
 */
export const receipt = z.object({
  deviceId: id,
  records: z.int(),
  refused: z.int(),
  photos: z.int(),
  upTo: z.int(),
  head: z.string(),
  at: instant,
  signature: z.string(),
})
export type Receipt = z.output<typeof receipt>

/** Before the first record. */
export const firstHead = '0'.repeat(64)

/** What a record adds to the chain. */
export function linkText(seq: number, recordId: string, contentHash: string): string {
  return `${String(seq)} ${recordId} ${contentHash}`
}

/** What the signature covers. */
export function receiptText({ signature: _, ...told }: Receipt): string {
  const { deviceId, records, refused, photos, upTo, head, at } = told
  return ['chuangyuan-receipt/1', deviceId, records, refused, photos, upTo, head, at].join('\n')
}

export const sendRecords = operation({
  id: 'field.send',
  method: 'POST',
  path: '/api/field/records',
  summary: '手机发件箱：整批送达，逐条答复，附回执',
  policy: withVerb('finding.read'),
  body: z.object({
    deviceId: id,
    /** The phone's clock at sending, so that a wrong clock shows. */
    sentAt: instant,
    records: z.array(fieldRecord).min(1).max(100),
  }),
  reply: z.object({
    serverNow: instant,
    outcomes: z.array(
      z.object({
        id,
        seq: z.int(),
        outcome: recordOutcome,
        refusal: z
          .object({ code: z.enum(refusalCodes), details: z.record(z.string(), z.unknown()) })
          .nullable(),
      }),
    ),
    receipt,
  }),
})

export const getReceipt = operation({
  id: 'field.receipt',
  method: 'GET',
  path: '/api/field/devices/:deviceId/receipt',
  summary: '回执：这台手机有多少条记录、多少张照片已在服务器',
  policy: signedIn,
  params: z.object({ deviceId: id }),
  reply: receipt,
  refusals: ['request.not-found'],
})

export const receiptKey = operation({
  id: 'field.receiptKey',
  method: 'GET',
  path: '/api/field/receipt-key',
  summary: '验证回执签名的公钥（Ed25519，SPKI PEM）',
  policy: anyone,
  reply: z.object({
    key: z.string(),
    /** Keys of earlier receipts, where the secret of one was lost. */
    former: z.array(z.string()),
  }),
})

/** Everything a phone needs without signal. */
export const fieldPackage = z.object({
  asOf: instant,
  /** Changes when anything inside does; `known` with it answers without a body. */
  version: z.string(),
  district: named,
  me: z.object({ accountId: id, name: z.string(), unitIds: z.array(id) }),
  handbook: z.unknown(),
  units: z.array(named),
  streets: z.array(named),
  sites: z.array(
    z.object({
      id,
      code: z.string(),
      name: z.string(),
      kind: siteKind,
      streetId: id,
      ownerUnitId: id.nullable(),
      address: z.string().nullable(),
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      responsible: z.string().nullable(),
    }),
  ),
  /** Findings that wait for this account; a leader and the duty desk also have those in the units' hands. */
  findings: z.array(findingPage),
  /** Outlines to find one's way by: streets, roads, water and parks, thinned; GeoJSON in CGCS2000. */
  map: z.array(z.object({ kind: z.string(), geojson: z.record(z.string(), z.unknown()) })),
})
export type FieldPackage = z.output<typeof fieldPackage>

export const getFieldPackage = operation({
  id: 'field.package',
  method: 'GET',
  path: '/api/field/package',
  summary: '离线包：片区的点位、检查表、未销号问题和简图',
  policy: withVerb('finding.read'),
  query: z.object({ known: z.string().max(80).optional() }),
  reply: z.discriminatedUnion('unchanged', [
    z.object({ unchanged: z.literal(true) }),
    z.object({ unchanged: z.literal(false), package: fieldPackage }),
  ]),
})
