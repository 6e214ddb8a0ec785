import type { Database } from '../phone/database.ts'
import type { Said } from './record.ts'

/**
 * Writes a record down, with the photos that belong to it, in one transaction: either all of it is on the phone or the
 * form is still there. Resolves to its number.
 */
export async function keepRecord(
  db: Database,
  said: Said,
  {
    title,
    photos,
    draft,
    caption = [],
  }: { title: string; photos: readonly string[]; draft?: string; caption?: readonly string[] },
): Promise<number> {
  const tx = db.transaction(['records', 'photos', 'drafts'], 'readwrite', { durability: 'strict' })
  // The key generator gives the number; the type wants one all the same.
  const numbered = { said, title, photos, state: 'saved', refusal: null, settled: null } as const
  const seq = await tx.objectStore('records').add(numbered as never)
  for (const id of photos) {
    const photo = await tx.objectStore('photos').get(id)
    if (photo !== undefined) await tx.objectStore('photos').put({ ...photo, draft: '', seq, caption })
  }
  if (draft !== undefined) await tx.objectStore('drafts').delete(draft)
  await tx.done
  return seq
}
