import type { HandbookChangeOnWire } from '@chuangyuan/contract/handbook'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import { diffHandbooks } from '@chuangyuan/domain/handbook/handbook-diff'
import { rowsOf } from '@chuangyuan/domain/standard/pack'
import type { ItemsOf } from '@chuangyuan/standards-data/handbook-inconsistencies'
import { parseHandbook } from '@chuangyuan/standards-data/parse-handbook'
import type { Deps } from '../../deps.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { latestPacks } from '../pack/public.ts'
import { handbookAt } from './handbook-at.ts'
import { handbookStore } from './store.ts'

interface Saved {
  version: number
  changes: HandbookChangeOnWire[]
}

export function changeHandbook(
  { db, clock }: Deps,
  by: Session,
  { basedOn, note, content }: { basedOn: number; note: string; content: unknown },
): Promise<Saved> {
  return db.transact(by, async (tx) => {
    const after = parseHandbook(content, await itemsIn(tx))
    if (!after.ok) {
      const { problems } = after.refusal
      throw new Refused('handbook.invalid', { count: problems.length, problems })
    }
    return addVersion(tx, { basedOn, after: after.value, note, by, at: clock() })
  })
}

/** The items of the standard that a handbook can name: those of every edition, as corrected here. */
export async function itemsIn({ query, districtId }: ReadTx): Promise<ItemsOf> {
  const packs = await latestPacks(query, districtId)
  const items = new Map(
    packs.map((pack) => [
      pack.id,
      new Set(rowsOf(pack).flatMap(({ row }) => (row.kind === 'heading' ? [] : [row.id]))),
    ]),
  )
  return (packKey) => items.get(packKey)
}

/** Writes a checked handbook as the next version. Only upon the latest one: no change is lost beneath another. */
export async function addVersion(
  tx: Tx,
  {
    basedOn,
    after,
    note,
    by,
    at,
  }: { basedOn: number; after: Handbook; note: string; by: Session; at: number },
): Promise<Saved> {
  const store = handbookStore(tx.query, tx.districtId)
  const latest = await store.latest()
  if (latest !== basedOn) throw new Refused('request.stale', { latest })
  const changes = changesBetween(await handbookAt(tx.query, tx.districtId, basedOn), after)
  if (changes.length === 0) throw new Refused('handbook.unchanged')
  const version = basedOn + 1
  const id = await store.add(version, after, { note, by: by.accountId, at })
  tx.journal.record({
    verb: 'handbook.changed',
    who: by.accountId,
    what: id,
    details: {
      version,
      note,
      changes: changes.map(({ part, id: of, change, fields }) => ({
        part,
        id: of,
        change,
        fields: fields.map(({ field }) => field),
      })),
    },
  })
  return { version, changes }
}

/** What differs, as it travels. */
export function changesBetween(before: Handbook, after: Handbook): HandbookChangeOnWire[] {
  return diffHandbooks(before, after).map(({ fields, ...head }) => ({ ...head, fields: [...fields] }))
}
