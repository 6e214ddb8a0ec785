import * as contract from '@chuangyuan/contract/handbook'
import { handbookSchema } from '@chuangyuan/standards-data/handbook-schema'
import { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changeHandbook, changesBetween } from './change-handbook.ts'
import { workbookOf } from './export-handbook.ts'
import { handbookAt } from './handbook-at.ts'
import { importHandbook } from './import-handbook.ts'
import { getHandbook, getHandbookVersion, versionsOf } from './read-versions.ts'
import { fileNameOf } from './texts.ts'

/** The inspection handbook (督查手册): as shipped, and as the district has changed it. */
export function handbookRoutes(bind: Bind, deps: Deps): void {
  bind(contract.getHandbook, ({ session, query }) => getHandbook(deps, session, query.known))
  bind(contract.handbookSchema, () => Promise.resolve(handbookSchema))
  bind(contract.listHandbookVersions, ({ session }) => deps.db.read(session, versionsOf))
  bind(contract.getHandbookVersion, ({ session, params }) =>
    getHandbookVersion(deps, session, params.version),
  )
  bind(contract.changeHandbook, ({ session, body }) => changeHandbook(deps, session, body))
  bind(contract.diffHandbooks, ({ session, params, query: { from } }) =>
    deps.db.read(session, async ({ query, districtId }) =>
      changesBetween(
        await handbookAt(query, districtId, from),
        await handbookAt(query, districtId, params.version),
      ),
    ),
  )
  bind(contract.exportHandbook, async ({ session, params: { version } }) => {
    const handbook = await deps.db.read(session, ({ query, districtId }) =>
      handbookAt(query, districtId, version),
    )
    return { fileName: fileNameOf(version), content: await workbookOf(handbook, version) }
  })
  bind(contract.importHandbook, ({ session, params, query: { fileName, note }, upload }) =>
    importHandbook(deps, session, { ...params, fileName, note, content: upload ?? Readable.from([]) }),
  )
}
