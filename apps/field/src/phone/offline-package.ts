import type { caller } from '@chuangyuan/contract/call'
import { getFieldPackage, type FieldPackage } from '@chuangyuan/contract/field'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { keep, recall, type Database, type Kept } from './database.ts'

export type HeldPackage = Kept['package']

/** Asks for a newer package (离线包); resolves to what the phone holds then. Throws `CallRefused` without signal. */
export async function refreshPackage(
  db: Database,
  call: ReturnType<typeof caller>,
): Promise<HeldPackage | undefined> {
  const held = await recall(db, 'package')
  const reply = await call(getFieldPackage, { query: { known: held?.content.version } })
  const content = reply.unchanged ? held?.content : reply.package
  if (content === undefined) return undefined
  const fresh = { content, checkedAt: Date.now() }
  await keep(db, 'package', fresh)
  return fresh
}

/** The handbook as the server sent it: it was checked there when it came in. */
export function handbookIn({ handbook }: FieldPackage): Handbook {
  return handbook as Handbook
}
