import * as contract from '@chuangyuan/contract/duty'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changeDuty } from './change-duty.ts'
import { exportDuties } from './export-duties.ts'
import { listDuties } from './list-duties.ts'
import { switchedDuties } from './switched-duties.ts'

/** The responsibility table (责任分解表): who leads and assists for each item of the standard. */
export function dutyRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listDuties, ({ session }) => listDuties(deps, session))
  bind(contract.exportDuties, ({ session }) => exportDuties(deps, session))
  bind(contract.switchedDuties, ({ session }) => switchedDuties(deps, session))
  bind(contract.changeDuty, ({ session, params, body }) => changeDuty(deps, session, params.row, body))
}
