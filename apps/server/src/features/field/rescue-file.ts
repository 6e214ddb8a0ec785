import { fieldRecord } from '@chuangyuan/contract/field'
import { photoSources, positionSystems } from '@chuangyuan/domain/photo/photo'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { extract } from 'tar-stream'
import { z } from 'zod'
import { Refused } from '../../http/refused.ts'
import { unseal } from './unseal.ts'

const photo = z.object({
  id: z.uuidv7(),
  takenAt: z.int(),
  source: z.enum(photoSources),
  position: z
    .object({
      ...{ lon: z.number(), lat: z.number(), accuracy: z.number().nullable() },
      system: z.enum(positionSystems),
    })
    .nullable(),
  bytes: z.int().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type RescuedPhoto = z.output<typeof photo>

const contents = z.object({
  format: z.literal('CYRF1'),
  account: z.object({ id: z.uuid(), login: z.string(), name: z.string() }),
  district: z.object({ id: z.uuid(), name: z.string() }),
  deviceId: z.uuid(),
  exportedAt: z.int(),
  records: z.array(fieldRecord),
  photos: z.array(photo),
})
export type RescueContents = z.output<typeof contents>

/** As the archive's reader hands it out, with the type of what it yields. */
type Entry = Readable & AsyncIterable<Buffer> & { readonly header: { readonly name: string } }

/** The list of what is inside, which comes first: far more than a phone's outbox ever was. */
const mostListBytes = 256 * 1024 * 1024

/**
 * Reads an archive: first what it holds, then each photo as a stream. Whoever
 * wants only the list answers false and the rest is not decrypted.
 */
export async function readRescue(
  sealed: AsyncIterable<Buffer>,
  passphrase: string,
  onContents: (contents: RescueContents) => Promise<boolean>,
  onPhoto: (photo: RescuedPhoto, content: AsyncIterable<Buffer>) => Promise<void>,
): Promise<void> {
  const archive = extract()
  const flowing = pipeline(Readable.from(unseal(sealed, passphrase)), archive)
  flowing.catch(() => undefined)
  let photos: Map<string, RescuedPhoto> | undefined
  try {
    for await (const entry of archive as AsyncIterable<Entry>) {
      if (photos === undefined) {
        const list = await listOf(entry.header.name, entry)
        photos = new Map(list.photos.map((each) => [each.id, each]))
        if (!(await onContents(list))) return
        continue
      }
      const named = photos.get(entry.header.name.replace(/^photos\//, ''))
      if (named === undefined) entry.resume()
      else await onPhoto(named, entry)
    }
    await flowing
  } catch (fault) {
    if (fault instanceof Refused) throw fault
    // What broke the flow says more than the archive that it broke.
    const cause: unknown = await flowing.then(
      () => fault,
      (broken: unknown) => broken,
    )
    throw cause instanceof Refused ? cause : fault
  }
  if (photos === undefined) throw new Refused('rescue.unreadable')
}

async function listOf(name: string, content: AsyncIterable<Buffer>): Promise<RescueContents> {
  if (name !== 'records.json') throw new Refused('rescue.unreadable')
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of content) {
    bytes += piece.length
    if (bytes > mostListBytes) throw new Refused('request.too-large', { limit: mostListBytes })
    pieces.push(piece)
  }
  const read = contents.safeParse(jsonOf(Buffer.concat(pieces).toString()))
  if (!read.success) throw new Refused('rescue.unreadable')
  return read.data
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
