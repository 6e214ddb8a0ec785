import type { DistrictImport, listImportRows } from '@chuangyuan/contract/intake'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { importStore, type StoredImport } from './import-store.ts'
import { openSealed } from './sealed-file.ts'

export function listAll(
  { db }: Deps,
  by: Session,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<{ rows: DistrictImport[]; total: number }> {
  return db.read(by, async ({ query, districtId }) => {
    const { rows, total } = await importStore(query, districtId).list(offset, limit)
    return { rows: rows.map(onWire), total }
  })
}

export function showOne({ db }: Deps, by: Session, importId: string): Promise<DistrictImport> {
  return db.read(by, async ({ query, districtId }) =>
    onWire(orNotFound(await importStore(query, districtId).one(importId), 'import')),
  )
}

export function listRows(
  { db }: Deps,
  by: Session,
  importId: string,
  filter: QueryOf<typeof listImportRows>,
): Promise<ReplyOf<typeof listImportRows>> {
  return db.read(by, async ({ query, districtId }) => {
    const store = importStore(query, districtId)
    orNotFound(await store.one(importId), 'import')
    return store.rows(importId, filter)
  })
}

export async function markedFile(deps: Deps, by: Session, importId: string): Promise<FileReply> {
  const found = await deps.db.read(by, async ({ query, districtId }) =>
    orNotFound(await importStore(query, districtId).one(importId), 'import'),
  )
  const blob = orNotFound(found.markedBlob ?? undefined, 'marked')
  const name = found.fileName.replace(/\.[^.]*$/, '')
  return { fileName: `${name}（错行已标出）.xlsx`, content: await openSealed(deps, blob) }
}

/** A preview that nobody wants; what was written once stays on the list. */
export function discardOne({ db }: Deps, by: Session, importId: string): Promise<void> {
  return db.transact(by, async ({ query, districtId, journal }) => {
    const store = importStore(query, districtId)
    await store.lockAll()
    const found = orNotFound(await store.one(importId), 'import')
    if (found.state !== 'previewed') throw new Refused('intake.not-previewed', { state: found.state })
    await store.remove(importId)
    const details = { fileName: found.fileName }
    journal.record({ verb: 'import.discarded', who: by.accountId, what: importId, details })
  })
}

function onWire({ markedBlob: _, ...found }: StoredImport): DistrictImport {
  return found
}
