import * as contract from '@chuangyuan/contract/ledger'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { appealAgainst, decideOn, showAppeals } from './appeal.ts'
import { exportAppeals } from './export-appeals.ts'
import { exportEntries } from './export-entries.ts'
import { exportMorningFile } from './export-morning.ts'
import { movesSince } from './freeze-ledger.ts'
import { changeRules, readRules } from './ledger-rules.ts'
import { listEntries } from './list-entries.ts'
import { morningOf } from './morning.ts'
import { readLedgerOf } from './read-ledger.ts'

export function ledgerRoutes(bind: Bind, deps: Deps): void {
  bind(contract.readLedger, ({ session }) => readLedgerOf(deps, session))
  bind(contract.listLedgerEntries, ({ session, query }) => listEntries(deps, session, query))
  bind(contract.exportLedgerEntries, ({ session, query }) => exportEntries(deps, session, query))
  bind(contract.ledgerMoves, ({ session, query }) => movesSince(deps, session, query))
  bind(contract.morningList, ({ session, query }) => morningOf(deps, session, query))
  bind(contract.exportMorning, ({ session, query }) => exportMorningFile(deps, session, query))
  bind(contract.listAppeals, ({ session, query }) => showAppeals(deps, session, query))
  bind(contract.exportAppeals, ({ session, query }) => exportAppeals(deps, session, query))
  bind(contract.makeAppeal, ({ session, body }) => appealAgainst(deps, session, body))
  bind(contract.decideAppeal, ({ session, params, body }) => decideOn(deps, session, params.appealId, body))
  bind(contract.readLedgerRules, ({ session }) => readRules(deps, session))
  bind(contract.changeLedgerRules, ({ session, body }) => changeRules(deps, session, body))
}
