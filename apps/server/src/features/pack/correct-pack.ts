import type { checkPack as checkOperation, PartChange } from '@chuangyuan/contract/pack'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { correctPack, type PackCorrection } from '@chuangyuan/domain/standard/correct-pack'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { parsePack } from '@chuangyuan/standards-data/parse-pack'
import type { Deps } from '../../deps.ts'
import type { Tx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { changesOf } from './changes.ts'
import { packOf } from './pack-of.ts'
import { packStore } from './store.ts'

/** Says what a correction would change, or where it is wrong, and saves nothing. */
export function checkCorrection(
  { db }: Deps,
  by: Session,
  packKey: string,
  version: number,
  correction: PackCorrection,
): Promise<ReplyOf<typeof checkOperation>> {
  return db.read(by, async ({ query, districtId }) => {
    const before = await packOf(query, districtId, packKey, version)
    const after = parsePack(correctPack(before, correction, before.version + 1))
    return after.ok
      ? { problems: [], changes: changesOf(before, after.value) }
      : { problems: after.refusal.problems.map(onWire), changes: [] }
  })
}

export function correctOnePack(
  { db, clock }: Deps,
  by: Session,
  packKey: string,
  { basedOn, note, correction }: { basedOn: number; note: string; correction: PackCorrection },
): Promise<{ version: number; changes: PartChange[] }> {
  return db.transact(by, async (tx) => {
    const before = await packOf(tx.query, by.districtId, packKey, basedOn)
    const after = parsePack(correctPack(before, correction, before.version + 1))
    if (!after.ok) {
      const { problems } = after.refusal
      throw new Refused('pack.invalid', { count: problems.length, problems })
    }
    return addVersion(tx, { packKey, basedOn, before, after: after.value, note, by, at: clock() })
  })
}

export interface NewVersion {
  readonly packKey: string
  readonly basedOn: number
  readonly before: Pack
  readonly after: Pack
  readonly note: string
  readonly by: Session
  readonly at: number
}

/** Writes a checked pack as the next version. Only upon the latest one: no correction is lost beneath another. */
export async function addVersion(
  tx: Tx,
  { packKey, basedOn, before, after, note, by, at }: NewVersion,
): Promise<{ version: number; changes: PartChange[] }> {
  const store = packStore(tx.query, tx.districtId)
  const latest = await store.latest(packKey)
  if (latest !== basedOn) throw new Refused('request.stale', { latest })
  const changes = changesOf(before, after)
  if (changes.length === 0) throw new Refused('pack.unchanged')
  const version = basedOn + 1
  const id = await store.add(packKey, version, after, { note, by: by.accountId, at })
  tx.journal.record({
    verb: 'pack.corrected',
    who: by.accountId,
    what: id,
    details: {
      pack: packKey,
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

function onWire<Problem extends { readonly expected?: readonly string[] }>({ expected, ...rest }: Problem) {
  return { ...rest, ...(expected === undefined ? {} : { expected: [...expected] }) }
}
