import type { getPack, listPacks as listOperation, PackVersion } from '@chuangyuan/contract/pack'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { countRows } from '@chuangyuan/domain/standard/pack'
import { shippedPacks } from '@chuangyuan/standards-data/shipped-packs'
import type { Deps } from '../../deps.ts'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { packOf } from './pack-of.ts'
import { packStore, type CorrectedVersion } from './store.ts'

export function listPacks({ db }: Deps, by: Session): Promise<ReplyOf<typeof listOperation>> {
  return db.read(by, async (tx) =>
    Promise.all(
      shippedPacks.map(async ({ id, award, edition, title, note }) => ({
        packKey: id,
        award,
        edition,
        title,
        note: note ?? '',
        versions: await versionsOf(tx, id),
      })),
    ),
  )
}

export function getOnePack(
  { db }: Deps,
  by: Session,
  packKey: string,
  version: number,
): Promise<ReplyOf<typeof getPack>> {
  return db.read(by, async (tx) => {
    const content = await packOf(tx.query, tx.districtId, packKey, version)
    const versions = await versionsOf(tx, packKey)
    const head = orNotFound(
      versions.find((each) => each.version === version),
      'pack',
    )
    return { packKey, latest: versions.at(-1)?.version ?? 0, head, content }
  })
}

/** The shipped version first, then the corrections in order. */
async function versionsOf({ query, districtId }: ReadTx, packKey: string): Promise<PackVersion[]> {
  const store = packStore(query, districtId)
  const users = await store.users()
  const corrected = await store.versions(packKey)
  const described: PackVersion[] = []
  for (const each of [shipped, ...corrected]) {
    described.push({
      version: each.version,
      note: each.note,
      correctedBy: each.correctedBy,
      correctedAt: each.correctedAt,
      rows: countRows(await packOf(query, districtId, packKey, each.version)),
      usedBy: users
        .filter((user) => user.packKey === packKey && user.version === each.version)
        .map(({ campaign }) => campaign),
    })
  }
  return described
}

type Head = Pick<CorrectedVersion, 'version' | 'note' | 'correctedBy'> & {
  readonly correctedAt: number | null
}
const shipped: Head = { version: 0, note: '', correctedBy: null, correctedAt: null }
