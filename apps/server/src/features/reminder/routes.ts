import * as contract from '@chuangyuan/contract/reminder'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { addDevice, changeMine, dropDevice, readMine } from './my-reminders.ts'
import { addOne, changeOne, dropOne, showRobots, tryOne } from './robots.ts'
import { changeSettings, readSettings, sendTrialMail } from './settings.ts'
import { reminderStore } from './store.ts'

export function reminderRoutes(bind: Bind, deps: Deps): void {
  bind(contract.readMyReminders, ({ session }) => readMine(deps, session))
  bind(contract.changeMyReminders, ({ session, body }) => changeMine(deps, session, body))
  bind(contract.addPushDevice, ({ session, body }) => addDevice(deps, session, body))
  bind(contract.dropPushDevice, ({ session, params }) => dropDevice(deps, session, params.pushDeviceId))
  bind(contract.readReminderSettings, ({ session }) => readSettings(deps, session))
  bind(contract.changeReminderSettings, ({ session, body }) => changeSettings(deps, session, body))
  bind(contract.tryMail, ({ session, body }) => sendTrialMail(deps, session, body))
  bind(contract.listRobots, ({ session }) => showRobots(deps, session))
  bind(contract.addRobot, ({ session, body }) => addOne(deps, session, body))
  bind(contract.changeRobot, ({ session, params, body }) => changeOne(deps, session, params.robotId, body))
  bind(contract.dropRobot, ({ session, params }) => dropOne(deps, session, params.robotId))
  bind(contract.tryRobot, ({ session, params }) => tryOne(deps, session, params.robotId))
  bind(contract.listDeliveries, ({ session, query }) =>
    deps.db.read(session, async (tx) => {
      const { rows, total } = await reminderStore(tx.query, tx.districtId).deliveries(query)
      return {
        rows: rows.map(({ at, addressee, channel, title, outcome, words }) => ({
          ...{ at: at.getTime(), to: addressee, channel, title, outcome, words },
        })),
        total,
      }
    }),
  )
}
