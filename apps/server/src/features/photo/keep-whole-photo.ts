import type { declarePhoto } from '@chuangyuan/contract/photo'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { hashOf } from '../../db/blobs.ts'
import type { Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orRefuse } from '../../http/refused.ts'
import { readImage } from './read-image.ts'
import { photoStore } from './store.ts'

/** A photo that is here whole already and need not come in pieces. */
export async function keepWholePhoto(
  tx: Tx,
  { blobs, clock, config }: Pick<Deps, 'blobs' | 'clock' | 'config'>,
  content: Buffer,
  {
    accountId,
    ...said
  }: Omit<BodyOf<typeof declarePhoto>, 'sha256' | 'bytes'> & {
    readonly accountId: string
  },
): Promise<void> {
  const { shared, thumbnail, ...seen } = orRefuse(await readImage(content, config.photoLimits.pixels))
  const [sharedBlob, thumbnailBlob, { sha256 }] = await Promise.all([
    blobs.put(shared),
    blobs.put(thumbnail),
    blobs.put(content),
  ])
  const store = photoStore(tx.query, tx.districtId)
  await store.add({ ...said, sha256: hashOf(content), bytes: content.length }, accountId, clock())
  await store.complete(
    said.id,
    { ...seen, sharedBlob: sharedBlob.sha256, thumbnailBlob: thumbnailBlob.sha256 },
    clock(),
  )
  tx.journal.record({
    verb: 'photo.received',
    who: accountId,
    what: said.id,
    details: { sha256, bytes: content.length },
  })
}
