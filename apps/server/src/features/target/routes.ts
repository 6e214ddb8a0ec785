import * as contract from '@chuangyuan/contract/target'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { addPart, addTarget, changePart, changeTarget, removePart } from './edit-target.ts'
import { exportTargets } from './export-targets.ts'
import { applyImport, previewImport } from './import-targets.ts'
import { progressStore } from './progress-store.ts'
import { reportOn } from './report-target.ts'
import { showOne, showTargets } from './show-targets.ts'
import { addKind, readKinds } from './target-kinds.ts'

export function targetRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listTargetKinds, ({ session }) => readKinds(deps, session))
  bind(contract.addTargetKind, ({ session, body }) => addKind(deps, session, body))
  bind(contract.listTargets, ({ session }) => showTargets(deps, session))
  bind(contract.addTarget, ({ session, body }) => addTarget(deps, session, body))
  bind(contract.exportTargets, ({ session }) => exportTargets(deps, session))
  bind(contract.listTargetProgress, ({ session, query }) =>
    deps.db.read(session, (tx) => progressStore(tx.query, tx.districtId).page(query)),
  )
  bind(contract.previewTargetImport, ({ session, query, upload }) =>
    previewImport(deps, session, query.fileName, upload),
  )
  bind(contract.applyTargetImport, ({ session, query, upload }) => applyImport(deps, session, query, upload))
  bind(contract.showTarget, ({ session, params }) => showOne(deps, session, params.targetId))
  bind(contract.changeTarget, ({ session, params, body }) =>
    changeTarget(deps, session, params.targetId, body),
  )
  bind(contract.addTargetPart, ({ session, params, body }) => addPart(deps, session, params.targetId, body))
  bind(contract.changeTargetPart, ({ session, params, body }) =>
    changePart(deps, session, params.partId, body),
  )
  bind(contract.removeTargetPart, ({ session, params }) => removePart(deps, session, params.partId))
  bind(contract.reportTargetProgress, ({ session, params, body }) =>
    reportOn(deps, session, params.partId, body),
  )
}
