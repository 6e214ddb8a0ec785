import type { ReadTx } from '../../db/transact.ts'
import { photoStore, type StoredPhoto } from './store.ts'

/** Photos that something refers to, as they are now. */
export interface FoundPhotos {
  /** In the order asked for. */
  readonly complete: readonly StoredPhoto[]
  /** Declared, but not here yet or refused. */
  readonly incomplete: readonly StoredPhoto[]
  /** Not even declared in this district. */
  readonly missing: readonly string[]
}

/** Looks photos up inside the transaction of whatever refers to them. */
export async function findPhotos(
  { query, districtId }: Pick<ReadTx, 'query' | 'districtId'>,
  photoIds: readonly string[],
): Promise<FoundPhotos> {
  const rows = await photoStore(query, districtId).photos(photoIds)
  const byId = new Map(rows.map((photo) => [photo.id, photo]))
  const found = photoIds.flatMap((id) => byId.get(id) ?? [])
  return {
    complete: found.filter(({ state }) => state === 'complete'),
    incomplete: found.filter(({ state }) => state !== 'complete'),
    missing: photoIds.filter((id) => !byId.has(id)),
  }
}
