import * as contract from '@chuangyuan/contract/sponsor'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { createOne, handOverOne } from './edit-sponsorship.ts'
import { exportAll } from './export-sponsors.ts'
import { listOf, ofSite } from './list-sponsors.ts'

export function sponsorRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listSponsors, ({ session, query }) => listOf(deps, session, query))
  bind(contract.exportSponsors, ({ session, query }) => exportAll(deps, session, query))
  bind(contract.sponsorsOfSite, ({ session, params }) => ofSite(deps, session, params.siteId))
  bind(contract.createSponsorship, ({ session, body }) => createOne(deps, session, body))
  bind(contract.handOverSponsorship, ({ session, params, body }) =>
    handOverOne(deps, session, params.sponsorshipId, body),
  )
}
