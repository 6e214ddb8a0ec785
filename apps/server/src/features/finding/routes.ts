import * as contract from '@chuangyuan/contract/finding'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { journalFollower } from '../journal/public.ts'
import { actOnMany } from './act-on-many.ts'
import { actOnFinding } from './act-on-finding.ts'
import { board } from './board.ts'
import { exportIndicesFile } from './export-indices.ts'
import { exportLedger } from './export-ledger.ts'
import { applyImport, previewImport } from './import-findings.ts'
import { importTemplate } from './import-template.ts'
import { indicesBy } from './indices-by.ts'
import { listDuplicates, listFindings } from './list-findings.ts'
import { mapFindings } from './map-findings.ts'
import { partyOf } from './party.ts'
import { reportFinding } from './report-finding.ts'
import { showFinding } from './show-finding.ts'

export function findingRoutes(bind: Bind, deps: Deps): void {
  const { db, clock } = deps
  const shown = (session: Session, findingId: string) =>
    db.read(session, async (tx) => showFinding(tx, session, await partyOf(tx, session), findingId, clock()))
  bind(contract.listFindings, ({ session, query }) => listFindings(deps, session, query))
  bind(contract.findingBoard, ({ session }) => board(deps, session))
  bind(contract.findingIndices, ({ session, query }) => indicesBy(deps, session, query))
  bind(contract.exportIndices, ({ session, query }) => exportIndicesFile(deps, session, query))
  bind(contract.mapFindings, ({ session, query }) => mapFindings(deps, session, query))
  bind(contract.exportFindings, ({ session, query }) => exportLedger(deps, session, query))
  bind(contract.findingImportTemplate, ({ session }) => importTemplate(deps, session))
  bind(contract.previewFindingImport, ({ session, query, upload }) =>
    previewImport(deps, session, query.fileName, upload),
  )
  bind(contract.applyFindingImport, ({ session, query, upload }) => applyImport(deps, session, query, upload))
  const follow = journalFollower(deps)
  bind(contract.findingChanges, ({ session, query, lastEventId }) =>
    follow(session, lastEventId ?? query.after),
  )
  bind(contract.getFinding, ({ session, params }) => shown(session, params.findingId))
  bind(contract.likelyDuplicates, ({ session, params }) => listDuplicates(deps, session, params.findingId))
  bind(contract.reportFinding, ({ session, body }) => reportFinding(deps, session, body))
  bind(contract.actOnMany, ({ session, body }) => actOnMany(deps, session, body))
  bind(contract.actOnFinding, async ({ session, params, body }) => {
    await db.transact(session, async (tx) => {
      const party = await partyOf(tx, session, body.onBehalfOf)
      return actOnFinding(tx, session, party, params.findingId, body.act, clock())
    })
    return shown(session, params.findingId)
  })
}
