import type * as contract from '@chuangyuan/contract/joint-plan'
import type { BodyOf, ReplyOf } from '@chuangyuan/contract/operation'
import { isHandled, type FindingDuty } from '@chuangyuan/domain/finding/finding'
import {
  approveJointPlan,
  jointPlanWaitsFor,
  replyToJointPlan,
  writeJointPlan,
} from '@chuangyuan/domain/finding/joint-plan'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { accountNames, findingStore, partyOf, sightOf } from '../finding/public.ts'
import { placeStore } from '../site/public.ts'
import { give } from './give-matters.ts'
import { jointPlanStore, planOf, type JointPlanRow } from './joint-plan-store.ts'
import { mayGive } from './sight.ts'

/** The duty of a finding that the account sees, and the units it stands for; no duty before it is dispatched. */
async function jointFinding(tx: ReadTx, by: Session, findingId: string) {
  const party = await partyOf(tx, by)
  const row = await findingStore(tx.query, tx.districtId).one(findingId, sightOf(by, party))
  const { finding } = orNotFound(row, 'finding')
  const duty: FindingDuty | undefined = isHandled(finding) ? finding.duty : undefined
  const unitIds = mayAnywhere(by.grants, 'finding.answer') ? party.unitIds : []
  return { duty, unitIds }
}

export function showPlan(
  { db }: Deps,
  by: Session,
  findingId: string,
): Promise<ReplyOf<typeof contract.showJointPlan>> {
  return db.read(by, async (tx) => {
    const { duty, unitIds } = await jointFinding(tx, by, findingId)
    const row = await jointPlanStore(tx.query, tx.districtId).of(findingId)
    const { units } = await placeStore(tx.query, tx.districtId).places()
    const names = new Map(units.map(({ id, name }) => [id, name]))
    const named = (id: string) => ({ id, name: names.get(id) ?? '' })
    const assisting = duty?.assisting.map(({ unitId }) => unitId) ?? []
    const isOpen = row?.stage !== 'approved'
    return {
      plan: row === undefined ? null : await onWire(tx, row, named),
      units: duty === undefined || assisting.length === 0 ? [] : [duty.unitId, ...assisting].map(named),
      mayWrite: isOpen && assisting.length > 0 && duty !== undefined && unitIds.includes(duty.unitId),
      mayReply:
        row?.stage === 'proposed' ? row.assisting_ids.filter((id) => unitIds.includes(id)).map(named) : [],
      mayApprove: row?.stage === 'proposed' && mayGive(by),
    }
  })
}

async function onWire(
  tx: ReadTx,
  row: JointPlanRow,
  named: (id: string) => { id: string; name: string },
): Promise<contract.JointPlanOnWire> {
  const writers = await accountNames(tx, [row.written_by])
  return {
    stage: row.stage,
    unit: named(row.unit_id),
    shares: row.shares.map(({ unitId, what, dueOn }) => ({ unit: named(unitId), what, dueOn })),
    replies: row.assisting_ids.map((id) => {
      const reply = row.replies.find(({ unitId }) => unitId === id)
      return {
        unit: named(id),
        agreed: reply?.agreed ?? null,
        reason: reply?.reason ?? '',
        at: reply?.at ?? null,
      }
    }),
    writtenBy: writers.get(row.written_by) ?? '',
    writtenAt: row.written_at.getTime(),
    approvedWords: row.approved_words,
  }
}

export function writePlan(
  { db, clock }: Deps,
  by: Session,
  findingId: string,
  { shares }: BodyOf<typeof contract.writeJointPlan>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const { duty, unitIds } = await jointFinding(tx, by, findingId)
    if (duty === undefined) throw new Refused('joint-plan.not-joint')
    if (!unitIds.includes(duty.unitId))
      throw new Refused('identity.outside-scope', { verb: 'finding.answer' })
    const store = jointPlanStore(tx.query, tx.districtId)
    const row = await store.locked(findingId)
    const plan = orRefuse(writeJointPlan(row === undefined ? undefined : planOf(row), duty, shares))
    await store.write(findingId, plan, by.accountId, new Date(clock()))
    const details = { unitId: plan.unitId, shares: [...shares] }
    tx.journal.record({ verb: 'joint-plan.written', who: by.accountId, what: findingId, details })
  })
}

export function replyToPlan(
  { db, clock }: Deps,
  by: Session,
  findingId: string,
  { unitId, agreed, reason }: BodyOf<typeof contract.replyToJointPlan>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    const { unitIds } = await jointFinding(tx, by, findingId)
    if (!unitIds.includes(unitId)) throw new Refused('identity.outside-scope', { verb: 'finding.answer' })
    const store = jointPlanStore(tx.query, tx.districtId)
    const row = orNotFound(await store.locked(findingId), 'joint-plan')
    const reply = { unitId, agreed, reason, by: by.accountId, at: clock() }
    await store.save(findingId, orRefuse(replyToJointPlan(planOf(row), reply)), null)
    const verb = agreed ? 'joint-plan.confirmed' : 'joint-plan.objected'
    tx.journal.record({ verb, who: by.accountId, what: findingId, details: { unitId, reason } })
  })
}

/** Each share is owed as a matter from then on. */
export function approvePlan(
  { db, clock }: Deps,
  by: Session,
  findingId: string,
  { words }: BodyOf<typeof contract.approveJointPlan>,
): Promise<void> {
  return db.transact(by, async (tx) => {
    await jointFinding(tx, by, findingId)
    const store = jointPlanStore(tx.query, tx.districtId)
    const plan = planOf(orNotFound(await store.locked(findingId), 'joint-plan'))
    const approved = orRefuse(approveJointPlan(plan, words))
    await store.save(findingId, approved, words)
    const origin = { kind: 'order', findingId, meetingId: null, words } as const
    await give(
      tx,
      by,
      clock(),
      plan.shares.map(({ unitId, what: title, dueOn }) => ({
        ...origin,
        unitId,
        title,
        dueOn,
        assisting: [],
      })),
    )
    tx.journal.record({ verb: 'joint-plan.approved', who: by.accountId, what: findingId, details: { words } })
  })
}

/** Findings whose joint plan waits for the account, with what is asked. */
export async function plansWaiting(tx: ReadTx, by: Session, unitIds: readonly string[]) {
  const rows = await jointPlanStore(tx.query, tx.districtId).proposed()
  return rows.flatMap((row) => {
    const waits = jointPlanWaitsFor(planOf(row))
    const mine =
      waits.sort === 'confirm'
        ? waits.unitIds.some((id) => unitIds.includes(id))
        : waits.sort === 'rewrite'
          ? unitIds.includes(row.unit_id)
          : waits.sort === 'approve' && mayGive(by)
    return mine ? [{ findingId: row.finding_id, stage: waits.sort }] : []
  })
}
