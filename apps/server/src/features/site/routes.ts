import * as contract from '@chuangyuan/contract/site'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changeOne, createOne } from './change-site.ts'
import { dutyHoles } from './duty-holes.ts'
import { exportHoles } from './export-holes.ts'
import { exportAll } from './export-sites.ts'
import { listAll, listAllPosts, mapAll, revealPhone, showSite } from './list-sites.ts'
import { placeStore } from './place-store.ts'

export function siteRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listSites, ({ session, query }) => listAll(deps, session, query))
  bind(contract.exportSites, ({ session, query }) => exportAll(deps, session, query))
  bind(contract.mapSites, ({ session, query }) => mapAll(deps, session, query))
  bind(contract.getSite, ({ session, params }) => showSite(deps, session, params.siteId))
  bind(contract.createSite, ({ session, body }) => createOne(deps, session, body))
  bind(contract.changeSite, ({ session, params, body }) => changeOne(deps, session, params.siteId, body))
  bind(contract.listPlaces, ({ session }) =>
    deps.db.read(session, ({ query, districtId }) => placeStore(query, districtId).places()),
  )
  bind(contract.listPosts, ({ session, query }) => listAllPosts(deps, session, query))
  bind(contract.readPhone, ({ session, params }) => revealPhone(deps, session, params.personId))
  bind(contract.listDutyHoles, ({ session, query }) => dutyHoles(deps, session, query.street))
  bind(contract.exportDutyHoles, ({ session, query }) => exportHoles(deps, session, query.street))
}
