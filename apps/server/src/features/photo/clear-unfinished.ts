import type { Deps } from '../../deps.ts'
import { districtStore } from '../district/public.ts'
import { photoStore } from './store.ts'

/** Longer than a phone lies in a drawer over the Spring Festival. */
const keptMs = 14 * 24 * 3_600_000

/**
 * Lets go of the bytes of photos of which nothing has come for two weeks, in every district; how many photos. The
 * declaration stays, so that somebody sees that a photo never came, and the phone may begin again.
 */
export async function clearUnfinished({ db, clock }: Pick<Deps, 'db' | 'clock'>): Promise<number> {
  const since = clock() - keptMs
  const districts = await db.identify(({ query }) => districtStore(query).list())
  let cleared = 0
  for (const { id } of districts) {
    cleared += await db.transact({ districtId: id }, async ({ query, districtId, journal }) => {
      const store = photoStore(query, districtId)
      const photoIds = await store.unfinishedSince(since)
      for (const photoId of photoIds) {
        const bytes = await store.receivedBytes(photoId)
        await store.dropChunks(photoId)
        journal.record({ verb: 'photo.cleared', who: null, what: photoId, details: { bytes, why: 'stale' } })
      }
      return photoIds.length
    })
  }
  return cleared
}
