import type { Finding } from '@chuangyuan/domain/finding/finding'

/** What `store.ts` wrote comes back: the record is written nowhere else, and migrations that change its shape change the rows. */
export function findingOfRecord(record: unknown): Finding {
  return record as Finding
}
