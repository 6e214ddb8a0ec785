import * as draws from '@chuangyuan/contract/draw'
import * as contract from '@chuangyuan/contract/supervision'
import { dayOf } from '@chuangyuan/domain/day'
import type { Deps } from '../../deps.ts'
import type { Bind } from '../../http/bind.ts'
import { changePlanOf, createPlanOf, listAllPlans, proposeEvenZones, showPlan } from './edit-plan.ts'
import { changeTeamOf, createTeamOf, teamsOf } from './edit-team.ts'
import * as exports from './export-supervision.ts'
import { announce, freeze, giveFrame } from './hold-draw.ts'
import { keySitesOn, unwatchSite, watchSite } from './key-sites.ts'
import { showVisitsOfSite, visitRows } from './list-visits.ts'
import { assign, lookAgain } from './look-again.ts'
import { missedRows } from './missed-visits.ts'
import { listPatrolSites, showCycle, showToday } from './patrol-today.ts'
import { recordOne } from './record-visit.ts'
import { listAllDraws, showDraw } from './show-draw.ts'

export function supervisionRoutes(bind: Bind, deps: Deps): void {
  const { db, clock } = deps

  bind(contract.listTeams, ({ session }) => db.read(session, teamsOf))
  bind(contract.exportTeams, ({ session }) => exports.exportTeams(deps, session))
  bind(contract.createTeam, ({ session, body }) => createTeamOf(deps, session, body))
  bind(contract.changeTeam, ({ session, params, body }) => changeTeamOf(deps, session, params.teamId, body))

  bind(contract.listPlans, ({ session }) => listAllPlans(deps, session))
  bind(contract.getPlan, ({ session, params }) => showPlan(deps, session, params.planId))
  bind(contract.createPlan, ({ session, body }) => createPlanOf(deps, session, body))
  bind(contract.changePlan, ({ session, params, body }) => changePlanOf(deps, session, params.planId, body))
  bind(contract.proposeZones, ({ session, query }) => proposeEvenZones(deps, session, query.count))
  bind(contract.exportZones, ({ session, params }) => exports.exportZones(deps, session, params.planId))

  bind(contract.patrolToday, ({ session, query }) => showToday(deps, session, query.team))
  bind(contract.exportToday, ({ session }) => exports.exportToday(deps, session))
  bind(contract.patrolSites, ({ session, query }) => listPatrolSites(deps, session, query))
  bind(contract.patrolCycle, ({ session }) => showCycle(deps, session))
  bind(contract.listKeySites, ({ session }) => db.read(session, (tx) => keySitesOn(tx, dayOf(clock()))))
  bind(contract.exportKeySites, ({ session }) => exports.exportKeySites(deps, session))
  bind(contract.setKeySite, ({ session, params, body }) => watchSite(deps, session, params.siteId, body))
  bind(contract.dropKeySite, ({ session, params }) => unwatchSite(deps, session, params.siteId))
  bind(contract.listMissed, ({ session, query: { offset, limit, ...filter } }) =>
    db.read(session, async (tx) => pageOf(await missedRows(tx, filter), offset, limit)),
  )
  bind(contract.exportMissed, ({ session, query }) => exports.exportMissed(deps, session, query))

  bind(contract.recordVisit, ({ session, body }) => recordOne(deps, session, body))
  bind(contract.listVisits, ({ session, query: { offset, limit, ...filter } }) =>
    db.read(session, async (tx) => pageOf(await visitRows(tx, filter), offset, limit)),
  )
  bind(contract.exportVisits, ({ session, query }) => exports.exportVisits(deps, session, query))
  bind(contract.visitsOfSite, ({ session, params }) => showVisitsOfSite(deps, session, params.siteId))

  bind(draws.listDraws, ({ session }) => listAllDraws(deps, session))
  bind(draws.getDraw, ({ session, params }) => showDraw(deps, session, params.drawId))
  bind(draws.freezeDraw, ({ session, body }) => freeze(deps, session, body))
  bind(draws.downloadFrame, ({ session, params }) => giveFrame(deps, session, params.drawId))
  bind(draws.announceSeed, ({ session, params, body }) => announce(deps, session, params.drawId, body))
  bind(draws.assignLook, ({ session, params, body }) => assign(deps, session, params, body))
  bind(draws.reportLook, ({ session, params, body }) => lookAgain(deps, session, params, body))
  bind(draws.exportDraw, ({ session, params }) => exports.exportDraw(deps, session, params.drawId))
}

/** A page and the total from one reading, so that they cannot disagree. */
function pageOf<Row>(rows: readonly Row[], offset: number, limit: number) {
  return { rows: rows.slice(offset, offset + limit), total: rows.length }
}
