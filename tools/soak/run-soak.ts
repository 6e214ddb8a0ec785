import { caller } from '@chuangyuan/contract/call'
import { getReceipt, receiptKey, receiptText, type FieldRecord } from '@chuangyuan/contract/field'
import { listFindings } from '@chuangyuan/contract/finding'
import { readJournal, verifyJournal } from '@chuangyuan/contract/identity'
import type { Role } from '@chuangyuan/domain/identity/role'
import { createHash, verify } from 'node:crypto'
import { rmSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../../apps/server/src/db/id.ts'
import { pictureOf, type Picture } from '../../apps/server/src/testing/picture.ts'
import { randomFrom } from '../../apps/server/src/demo/scene.ts'
import { newDataFolder, startProduct } from '../../e2e/harness/running-product.ts'
import { badLine } from './bad-line.ts'
import { Phone } from './phone.ts'
import type { SoakDistrict } from './serve.ts'

export interface SoakSize {
  readonly seed: number
  readonly phones: number
  /** Of all phones together. */
  readonly records: number
  readonly photos: number
  /** How often everything is ended without a goodbye, the database included. */
  readonly kills: number
}

export interface SoakReport {
  /** What is not as it has to be; empty if nothing was lost, doubled or changed. */
  readonly faults: readonly string[]
  readonly suffered: Readonly<Record<string, number>>
  readonly seconds: number
}

/**
 * Phones send what they have over a line that loses, doubles, reorders and cuts,
 * to a server that is killed and started again. In the end each record is
 * written exactly once, each photo is the same byte for byte, the receipts say
 * so, and the journal is whole.
 */
export async function runSoak(
  size: SoakSize,
  say: (line: string) => void = () => undefined,
): Promise<SoakReport> {
  const started = performance.now()
  const dataFolder = newDataFolder()
  const entry = 'tools/soak/serve.ts'
  let product = await startProduct({ entry, dataFolder })
  const line = await badLine(size.seed)
  line.target = product.address
  try {
    const [, text = ''] = await product.printed(/^district (.+)$/m)
    const district = JSON.parse(text) as SoakDistrict
    const phones = await phonesOf(size, district, line.address)
    const sending = Promise.all(phones.map((phone) => phone.sendAll()))
    sending.catch(() => undefined)
    for (let kill = 1; kill <= size.kills; kill += 1) {
      await pause(1_500 + 500 * kill)
      await product.kill()
      say(`killed ${String(kill)} of ${String(size.kills)}`)
      product = await startProduct({ entry, dataFolder })
      line.target = product.address
    }
    await sending
    say('everything is sent')
    const faults = await faultsOf(product.address, district, phones, size)
    return { faults, suffered: line.suffered, seconds: (performance.now() - started) / 1000 }
  } finally {
    await line.close()
    await product.stop()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** The last phone is the office's: it files what the others report, mostly before their reports arrive. */
async function phonesOf(
  size: SoakSize,
  { siteIds, cookies }: SoakDistrict,
  address: string,
): Promise<Phone[]> {
  const random = randomFrom(size.seed + 1)
  const reporting = size.phones - 1
  const eachRecords = Math.floor(size.records / size.phones)
  const phones: Phone[] = []
  const reported: string[] = []
  for (let phone = 0; phone < reporting; phone += 1) {
    const pictures: Picture[] = []
    const [first, end] = [phone, phone + 1].map((each) => Math.floor((each * size.photos) / reporting))
    for (let photo = first ?? 0; photo < (end ?? 0); photo += 1)
      pictures.push(await pictureOf(newId(), photo))
    const records = Array.from({ length: eachRecords }, (_, index) => {
      const own = pictures.filter((_picture, at) => at % eachRecords === index)
      const siteId = siteIds[index % siteIds.length] ?? ''
      return aReport(index + 1, siteId, own.length > 0 ? own.map(({ id }) => id) : [newId()])
    })
    reported.push(...records.flatMap((record) => (record.what === 'report' ? record.report.id : [])))
    phones.push(new Phone(newId(), records, pictures, { address, cookie: cookies.supervisor, random }))
  }
  const acts = Array.from({ length: eachRecords }, (_, index): FieldRecord => {
    const findingId = reported[Math.floor((index * reported.length) / eachRecords)] ?? ''
    const made = { id: newId(), seq: index + 1, madeAt: Date.now() }
    return { what: 'act', ...made, findingId, onBehalfOf: null, act: { action: 'file' } }
  })
  phones.push(new Phone(newId(), acts, [], { address, cookie: cookies.office, random }))
  return phones
}

function aReport(seq: number, siteId: string, photos: string[]): FieldRecord {
  const at = Date.now()
  return {
    ...{ what: 'report', id: newId(), seq, madeAt: at },
    report: {
      ...{
        id: newId(),
        kind: 'dead-plant',
        severity: null,
        siteId,
        streetId: null,
        place: null,
        address: '',
      },
      ...{ words: `第${String(seq)}条`, entries: [], photos, channel: 'phone', foundAt: at },
      ...{ onBehalfOf: null, visitId: null },
    },
  }
}

async function faultsOf(
  address: string,
  { cookies }: SoakDistrict,
  phones: readonly Phone[],
  { photos }: SoakSize,
): Promise<string[]> {
  const as = (role: Role) =>
    caller(
      (url, init) =>
        fetch(url, {
          ...init,
          headers: { ...(init.headers as Record<string, string>), cookie: cookies[role] },
        }),
      address,
    )
  const [office, audit] = [as('office'), as('audit-admin')]
  const faults: string[] = []
  const check = (what: string, found: unknown, wanted: unknown) => {
    const [is, must] = [JSON.stringify(found), JSON.stringify(wanted)]
    if (is !== must) faults.push(`${what}: ${is}, not ${must}`)
  }
  const { key } = await office(receiptKey, {})
  for (const phone of phones) {
    const receipt = await office(getReceipt, { params: { deviceId: phone.deviceId } })
    const { records, refused, photos: whole, upTo, head } = receipt
    check(`receipt of ${phone.deviceId}`, { records, refused, photos: whole, upTo, head }, phone.expected())
    const signature = Buffer.from(receipt.signature, 'base64')
    check('signature', verify(null, Buffer.from(receiptText(receipt)), key, signature), true)
  }
  const said = phones.flatMap(({ records }) => records)
  const reports = said.filter(({ what }) => what === 'report').length
  check('findings', (await office(listFindings, { query: { limit: 1 } })).total, reports)
  const linesOf = async (verb: string) => (await audit(readJournal, { query: { verb, limit: 1 } })).total
  check('lines of reports', await linesOf('finding.reported'), reports)
  check('lines of acts', await linesOf('finding.file'), said.length - reports)
  check('refused', phones.flatMap(({ refused }) => [...refused]).length, 0)
  const journal = await audit(verifyJournal, {})
  check('the journal', journal.brokenAtSeq, null)
  const pictures = phones.flatMap((phone) => phone.pictures)
  check('photos', pictures.length, photos)
  for (const { id, sha256 } of pictures) {
    const original = await fetch(`${address}/api/photos/${id}/original`, {
      headers: { cookie: cookies.office },
    })
    const bytes = Buffer.from(await original.arrayBuffer())
    check(`photo ${id}`, createHash('sha256').update(bytes).digest('hex'), sha256)
  }
  return faults
}
