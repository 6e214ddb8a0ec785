import type { declarePhoto } from '@chuangyuan/contract/photo'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { declareAgain } from '@chuangyuan/domain/photo/declare'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { finishPhoto } from './finish-photo.ts'
import { photoOnWire } from './photo-on-wire.ts'
import { chunkBytes } from './send-chunk.ts'
import { photoStore } from './store.ts'

/** A phone says which photo it is going to send, or asks how far it got with it. */
export async function declareOne(
  deps: Deps,
  by: Session,
  declared: BodyOf<typeof declarePhoto>,
): Promise<ReplyOf<typeof declarePhoto>> {
  const { db, clock, config } = deps
  const { bytes: limit } = config.photoLimits
  if (declared.bytes > limit) throw new Refused('photo.too-large', { limit })
  const { photo, received } = await db.transact(by, async ({ query, districtId, journal }) => {
    const store = photoStore(query, districtId)
    const isNew = await store.add(declared, by.accountId, clock())
    const before = orNotFound(await store.photo(declared.id), 'photo')
    if (isNew) {
      // Where somebody stood belongs to the photo and not into a journal that nobody may shorten.
      const { id, sha256, bytes, takenAt, source } = declared
      const details = { sha256, bytes, takenAt, source }
      journal.record({ verb: 'photo.declared', who: by.accountId, what: id, details })
    } else orRefuse(declareAgain(before, declared))
    return { photo: before, received: await store.receivedBytes(declared.id) }
  })
  // A process may have ended between the last byte and the reading of the photo.
  const isWhole = photo.state === 'uploading' && received === photo.bytes
  return { ...(isWhole ? await finishPhoto(deps, by, photo) : photoOnWire(photo, received)), chunkBytes }
}
