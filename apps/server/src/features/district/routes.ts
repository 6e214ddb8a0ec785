import * as contract from '@chuangyuan/contract/district'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changeSettings, readSettings } from './settings.ts'

export function districtRoutes(bind: Bind, deps: Deps): void {
  bind(contract.getSettings, ({ session }) => readSettings(deps, session))
  bind(contract.changeSettings, ({ session, body }) => changeSettings(deps, session, body))
}
