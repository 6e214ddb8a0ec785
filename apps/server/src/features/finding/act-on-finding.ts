import type { FindingActionInput } from '@chuangyuan/contract/finding'
import type { Instant } from '@chuangyuan/domain/day'
import { verbOfAction, type FindingAction } from '@chuangyuan/domain/finding/action'
import { dispatch, markUrgent, urge } from '@chuangyuan/domain/finding/dispatch'
import { isHandled, type Finding } from '@chuangyuan/domain/finding/finding'
import { checkMeasures, checkResult, reopen, unitsOf } from '@chuangyuan/domain/finding/gate'
import type { Party } from '@chuangyuan/domain/finding/party'
import { assist, fileMeasures, plan } from '@chuangyuan/domain/finding/rectify'
import { discard, file, merge } from '@chuangyuan/domain/finding/register'
import { ask, decide, resume } from '@chuangyuan/domain/finding/request'
import { may, type MayRefusal } from '@chuangyuan/domain/identity/may'
import type { Grant } from '@chuangyuan/domain/identity/role'
import { assertNever, type Result } from '@chuangyuan/domain/result'
import type { Tx } from '../../db/transact.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { postHolderStore } from '../site/public.ts'
import { membershipStore } from './membership-store.ts'
import { isSeen, sightOf } from './party.ts'
import { placeInDegrees } from './report-finding.ts'
import { rulesOf, type Rules } from './rules.ts'
import { findingStore } from './store.ts'
import { findingWriter } from './write-store.ts'

/**
 * Does one thing to one finding: load, ask whether this account may, decide, save, one line in the journal.
 * It takes effect `at` its arrival, for nobody could answer it before; when it was made on a phone without signal
 * stands beside it.
 */
export async function actOnFinding(
  tx: Tx,
  by: Session,
  party: Party,
  findingId: string,
  act: FindingActionInput,
  at: Instant,
  madeAt: Instant = at,
): Promise<Finding> {
  const store = findingStore(tx.query, tx.districtId)
  const finding = orNotFound(await store.load(findingId), 'finding')
  if (!isSeen(sightOf(by, party), finding)) throw new Refused('request.not-found', { what: 'finding' })
  orRefuse(mayAct(by, party, finding, act.action, act.action === 'assist' ? act.unitId : undefined))
  await refuseUnknown(tx, act)
  const rules = await rulesOf(tx)
  const after = await decided(tx, rules, finding, act, party, at)
  await findingWriter(tx).save(after, rules.calendar)
  const { action, ...said } = act
  tx.journal.record({
    verb: `finding.${action}`,
    who: by.accountId,
    what: finding.id,
    details: {
      ...{ ...said, at, from: finding.stage, to: after.stage, onBehalfOf: party.onBehalfOf },
      ...(madeAt === at ? {} : { madeAt }),
    },
  })
  return after
}

/**
 * A unit's own actions belong to the units that have to put it right. A street answers through its own office,
 * which is a unit; what else lies on its ground is not its to answer. The part of an assisting unit is answered by
 * that unit alone, not by the one that leads, nor by another that assists.
 */
export function mayAct(
  by: Pick<Session, 'grants'>,
  party: Party,
  finding: Finding,
  action: FindingAction,
  assistingId?: string,
): Result<true, MayRefusal> {
  const verb = verbOfAction[action]
  if (verb !== 'finding.answer') return may(by.grants, verb, { streetId: finding.streetId })
  const unitIds = assistingId === undefined ? answering(finding, action) : [assistingId]
  const own = unitIds.filter((unitId) => party.unitIds.includes(unitId))
  const grants = by.grants.flatMap(({ role, scope }): Grant[] =>
    scope.kind === 'street'
      ? own.map((unitId) => ({ role, scope: { kind: 'unit', unitId } }))
      : [{ role, scope }],
  )
  return may(grants.length === 0 ? by.grants : grants, verb, { unitIds })
}

/** The units whose word it is. */
function answering(finding: Finding, action: FindingAction): readonly string[] {
  if (!isHandled(finding)) return []
  if (action !== 'assist') return unitsOf(finding)
  return finding.duty.assisting.filter(({ doneAt }) => doneAt === null).map(({ unitId }) => unitId)
}

async function decided(
  tx: Tx,
  { handbook, calendar }: Rules,
  finding: Finding,
  act: FindingActionInput,
  by: Party,
  at: Instant,
): Promise<Finding> {
  switch (act.action) {
    case 'file': {
      // Whether it can be filed is decided before a number is taken from the register.
      orRefuse(file(finding, 0, at))
      const { first } = await findingStore(tx.query, tx.districtId).takeNumbers(1)
      return orRefuse(file(finding, first, at))
    }
    case 'merge': {
      const store = findingStore(tx.query, tx.districtId)
      const master = orNotFound(await store.load(act.into), 'finding')
      const merged = orRefuse(merge(finding, master, at))
      await findingWriter(tx).save(merged.master, calendar)
      return merged.duplicate
    }
    case 'void':
      return orRefuse(discard(finding, act.reason, at))
    case 'dispatch':
      return orRefuse(dispatch(finding, act, handbook, calendar, at))
    case 'mark-urgent':
      return orRefuse(markUrgent(finding, act.urgent, handbook, calendar))
    case 'urge':
      return orRefuse(urge(finding))
    case 'plan':
      return orRefuse(plan(finding, act, by, at))
    case 'assist':
      return orRefuse(assist(finding, act.unitId, at))
    case 'file-measures':
      return orRefuse(fileMeasures(finding, act, by, at))
    case 'ask':
      return orRefuse(ask(finding, act.wish, act.reason, by, calendar, at))
    case 'decide':
      return orRefuse(decide(finding, act.granted, by, handbook, calendar, at))
    case 'resume':
      return orRefuse(resume(finding, calendar, at))
    case 'check-measures':
      return orRefuse(checkMeasures(finding, act, by, at))
    case 'check-result':
      return orRefuse(checkResult(finding, { ...act, place: placeInDegrees(act.place) }, by, at))
    case 'reopen':
      return orRefuse(reopen(finding, act, by, at))
    default:
      return assertNever(act)
  }
}

/** Units and posts that an action names are of this district. */
async function refuseUnknown({ query, districtId }: Tx, act: FindingActionInput): Promise<void> {
  const store = membershipStore(query, districtId)
  const unitIds =
    act.action === 'dispatch'
      ? [act.unitId, ...act.assisting]
      : act.action === 'ask' && act.wish.kind === 'hand-over'
        ? [act.wish.unitId]
        : act.action === 'ask' && act.wish.kind === 'split'
          ? act.wish.unitIds
          : []
  const known = await store.unitNames(unitIds)
  const strange = unitIds.find((each) => !known.has(each))
  if (strange !== undefined) throw new Refused('request.unknown-reference', { what: 'unit', id: strange })
  if (act.action !== 'dispatch' || act.postId === null) return
  const post = (await postHolderStore(query, districtId).holders([act.postId])).get(act.postId)
  if (post?.unit.id !== act.unitId)
    throw new Refused('request.unknown-reference', { what: 'post', id: act.postId })
}
