import type { ReportInput } from '@chuangyuan/contract/finding'
import type { Database } from '../../phone/database.ts'
import { newId } from '../../phone/new-id.ts'
import { originalOf } from '../../photo/keep-photo.ts'
import { blankReport, reportKey } from './start-report.ts'

/** A refused report becomes a draft again, to be changed and sent as a new record; its photos are copied, since the old record keeps its own. */
export async function reviseReport(db: Database, said: ReportInput): Promise<void> {
  const tx = db.transaction(['photos', 'blobs', 'drafts'], 'readwrite')
  for (const oldId of said.photos) {
    const photo = await tx.objectStore('photos').get(oldId)
    const original = await tx.objectStore('blobs').get(originalOf(oldId))
    if (photo === undefined || original === undefined) continue
    const id = newId()
    await tx.objectStore('blobs').put(original, originalOf(id))
    await tx.objectStore('photos').put({
      ...{
        ...photo,
        id,
        draft: reportKey,
        seq: null,
        sha256: null,
        sent: null,
        state: 'saved',
        refusal: null,
        offset: 0,
      },
    })
  }
  const { siteId, streetId, address, kind, entries, words, visitId, place, onBehalfOf } = said
  const position =
    place?.how === 'device'
      ? { lon: place.lon, lat: place.lat, accuracy: place.accuracy, system: 'WGS-84' as const }
      : null
  await tx.objectStore('drafts').put({
    ...blankReport(said.foundAt),
    ...{ siteId, siteChosen: siteId !== null, streetId, address, kind, entries, words, visitId, position },
    onBehalfOf: onBehalfOf ?? '',
  })
  await tx.done
}
