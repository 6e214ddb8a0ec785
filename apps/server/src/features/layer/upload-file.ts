import { defaultLimits } from '@chuangyuan/map-files/source-layer'
import type { Readable } from 'node:stream'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { limited } from '../../http/limited-upload.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { mapFileStore } from './map-file-store.ts'

/** Keeps the file as it came; nothing is read yet. */
export async function uploadFile(
  { db, blobs, clock }: Deps,
  by: Session,
  fileName: string,
  content: Readable,
): Promise<{ fileId: string }> {
  const { sha256, bytes } = await blobs.put(limited(content, defaultLimits.maxBytes))
  if (bytes === 0) throw new Refused('map-file.empty')
  const fileId = newId()
  await db.transact(by, async ({ query, districtId, journal }) => {
    await mapFileStore(query, districtId).add({
      id: fileId,
      fileName,
      fileBlob: sha256,
      bytes,
      uploadedBy: by.accountId,
      uploadedAt: clock(),
    })
    journal.record({
      verb: 'layer.file-uploaded',
      who: by.accountId,
      what: fileId,
      details: { fileName, bytes, sha256 },
    })
  })
  return { fileId }
}
