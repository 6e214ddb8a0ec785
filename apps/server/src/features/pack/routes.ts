import * as contract from '@chuangyuan/contract/pack'
import { packSchema } from '@chuangyuan/standards-data/pack-schema'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changesOf } from './changes.ts'
import { checkCorrection, correctOnePack } from './correct-pack.ts'
import { getOnePack, listPacks } from './list-packs.ts'
import { workbookOf } from './export-pack.ts'
import { importPack } from './import-pack.ts'
import { packOf } from './pack-of.ts'
import { fileNameOf } from './texts.ts'

/** Standard packs (标准包): as shipped, and as the district has corrected them. */
export function packRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listPacks, ({ session }) => listPacks(deps, session))
  bind(contract.packSchema, () => Promise.resolve(packSchema))
  bind(contract.getPack, ({ session, params }) => getOnePack(deps, session, params.packKey, params.version))
  bind(contract.checkPack, ({ session, params, body }) =>
    checkCorrection(deps, session, params.packKey, params.version, body),
  )
  bind(contract.correctPack, ({ session, params, body }) =>
    correctOnePack(deps, session, params.packKey, body),
  )
  bind(contract.diffPacks, ({ session, params: { packKey, version }, query: { from, fromPack } }) =>
    deps.db.read(session, async ({ query, districtId }) =>
      changesOf(
        await packOf(query, districtId, fromPack ?? packKey, from),
        await packOf(query, districtId, packKey, version),
      ),
    ),
  )
  bind(contract.exportPack, async ({ session, params: { packKey, version } }) => {
    const pack = await deps.db.read(session, ({ query, districtId }) =>
      packOf(query, districtId, packKey, version),
    )
    return { fileName: fileNameOf(pack, version), content: await workbookOf(pack, version) }
  })
  bind(contract.importPack, ({ session, params, query: { fileName, note }, upload }) =>
    importPack(deps, session, { ...params, fileName, note, content: upload ?? Readable.from([]) }),
  )
}
