import type { Me } from '@chuangyuan/contract/identity'
import { waits } from '../outbox/record.ts'
import { deviceOf } from '../outbox/send-records.ts'
import type { Database } from '../phone/database.ts'
import { originalOf, reducedOf } from '../photo/keep-photo.ts'
import type { KeptPhoto } from '../photo/photo.ts'
import type { ArchiveEntry } from './tar.ts'

export interface Unsent {
  readonly records: number
  readonly photos: number
  readonly entries: readonly ArchiveEntry[]
}

/**
 * Everything that only this phone has, as the files of a rescue archive (`docs/field-rescue.md`). A photo travels as
 * it would have been sent.
 */
export async function gatherUnsent(
  db: Database,
  me: Me,
  now: number,
  prepare: (db: Database, photo: KeptPhoto) => Promise<KeptPhoto>,
): Promise<Unsent> {
  const records = (await db.getAll('records')).filter(waits)
  const waiting = (await db.getAll('photos')).filter(
    ({ seq, state }) => seq !== null && state !== 'on-server',
  )
  const photos: KeptPhoto[] = []
  for (const photo of waiting) photos.push(photo.sent === null ? await prepare(db, photo) : photo)
  const list = {
    format: 'CYRF1',
    account: { id: me.accountId, login: me.login, name: me.name },
    district: { id: me.district.id, name: me.district.name },
    deviceId: await deviceOf(db),
    exportedAt: now,
    records: records.map(({ seq, said }) => ({ ...said, seq })),
    photos: photos.map(({ id, seq, sent, sha256, takenAt, source, position }) => ({
      ...{ id, seq, takenAt, source, position },
      bytes: sent?.bytes,
      sha256: sent?.sha256,
      originalSha256: sha256,
    })),
  }
  const entries: ArchiveEntry[] = [
    { name: 'records.json', content: new Blob([JSON.stringify(list, null, 1)]) },
  ]
  for (const { id, sent } of photos) {
    const content = await db.get('blobs', sent?.name === 'reduced' ? reducedOf(id) : originalOf(id))
    if (content !== undefined) entries.push({ name: `photos/${id}`, content })
  }
  return { records: records.length, photos: photos.length, entries }
}
