import * as plan from '@chuangyuan/contract/joint-plan'
import * as contract from '@chuangyuan/contract/matter'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { listDone } from './done.ts'
import { exportMattersFile, exportMeetingsFile } from './export-matters.ts'
import { giveMatter, moveMatter, recordMeeting } from './give-matters.ts'
import { approvePlan, replyToPlan, showPlan, writePlan } from './joint-plans.ts'
import { listMatters, showMatter } from './read-matters.ts'
import { listMeetings } from './read-meetings.ts'
import { listTodos } from './todos.ts'

/** What was given out to units, where it was decided, and what waits for whom. */
export function matterRoutes(bind: Bind, deps: Deps): void {
  bind(contract.listMatters, ({ session, query }) => listMatters(deps, session, query))
  bind(contract.exportMatters, ({ session, query }) => exportMattersFile(deps, session, query))
  bind(contract.giveMatter, ({ session, body }) => giveMatter(deps, session, body))
  bind(contract.showMatter, ({ session, params }) => showMatter(deps, session, params.matterId))
  bind(contract.moveMatter, ({ session, params, body }) => moveMatter(deps, session, params.matterId, body))
  bind(contract.listMeetings, ({ session, query }) => listMeetings(deps, session, query))
  bind(contract.exportMeetings, ({ session, query }) => exportMeetingsFile(deps, session, query))
  bind(contract.recordMeeting, ({ session, body }) => recordMeeting(deps, session, body))
  bind(contract.listTodos, ({ session, query }) => listTodos(deps, session, query.part))
  bind(contract.listDone, ({ session, query }) => listDone(deps, session, query))
  bind(plan.showJointPlan, ({ session, params }) => showPlan(deps, session, params.findingId))
  bind(plan.writeJointPlan, ({ session, params, body }) => writePlan(deps, session, params.findingId, body))
  bind(plan.replyToJointPlan, ({ session, params, body }) =>
    replyToPlan(deps, session, params.findingId, body),
  )
  bind(plan.approveJointPlan, ({ session, params, body }) =>
    approvePlan(deps, session, params.findingId, body),
  )
}
