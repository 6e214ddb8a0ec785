import * as contract from '@chuangyuan/contract/backup'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { listAll, startVerification, takeAway } from './keep-bundles.ts'
import { startBundle } from './make-bundle.ts'

export function backupRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listBundles, ({ session }) => listAll(deps, session))
  bind(contract.makeBundle, ({ session }) => startBundle(deps, session))
  bind(contract.downloadBundle, ({ session, params }) => takeAway(deps, session, params.bundle))
  bind(contract.verifyBundle, ({ session, params }) => startVerification(deps, session, params.bundle))
}
