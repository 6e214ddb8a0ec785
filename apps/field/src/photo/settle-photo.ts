import type { Database } from '../phone/database.ts'

/** The person knows that a photo was refused; it stays on the phone and is not spoken of again. */
export async function settlePhoto(db: Database, id: string): Promise<void> {
  const tx = db.transaction('photos', 'readwrite')
  const photo = await tx.store.get(id)
  if (photo !== undefined) await tx.store.put({ ...photo, state: 'given-up' })
  await tx.done
}
