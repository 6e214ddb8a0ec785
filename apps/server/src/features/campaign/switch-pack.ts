import type {
  CarryQuestion,
  previewSwitch as previewOperation,
  switchRecord,
} from '@chuangyuan/contract/campaign'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { Holdings } from '@chuangyuan/domain/standard/carry-over'
import { diffPacks } from '@chuangyuan/domain/standard/pack-diff'
import { findRow, quantityOf, type Pack } from '@chuangyuan/domain/standard/pack'
import type { z } from 'zod'
import { newId } from '../../db/id.ts'
import type { ReadTx, Tx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { packOf } from '../pack/public.ts'
import { refuseTier } from './edit-campaign.ts'
import { answeredPlaces, carriedBetween, planSwitch, type Decided, type SwitchPlan } from './plan-switch.ts'
import { campaignStore, type Campaign } from './store.ts'
import { switchStore, type KeptAnswer, type Switch } from './switch-store.ts'

export interface Target {
  readonly packKey: string
  readonly packVersion: number
}

export function previewSwitch(
  { db }: Deps,
  by: Session,
  campaignId: string,
  target: Target,
): Promise<ReplyOf<typeof previewOperation>> {
  return db.read(by, async (tx) => {
    const campaign = orNotFound(await campaignStore(tx.query, tx.districtId).campaign(campaignId), 'campaign')
    const { before, after } = await packsOf(tx, campaign, target)
    const carried = carriedBetween(before, after, await holdingsOf(tx, campaign, before))
    const { added, removed } = diffPacks(before, after)
    return {
      answers: carried.answers.length + carried.statements.length,
      figures: carried.figures.length,
      duties: carried.duties.length,
      questions: carried.questions.map(({ about, reason, to, changes, choices }): CarryQuestion => ({
        about,
        name: about.kind === 'figure' ? quantityName(before, about.quantity) : rowName(before, about.row),
        reason,
        to: to.map((id) => ({ id, name: rowName(after, id) })),
        changes: [...changes],
        choices: [...choices],
      })),
      added: added.map((id) => ({ id, name: rowName(after, id) })),
      removed: removed.map((id) => ({ id, name: rowName(before, id) })),
    }
  })
}

export function switchPack(
  { db, clock }: Deps,
  by: Session,
  campaignId: string,
  {
    tier,
    decisions,
    ...target
  }: Target & { readonly tier: string | null; readonly decisions: readonly Decided[] },
) {
  return db.transact(by, async (tx) => {
    const campaigns = campaignStore(tx.query, tx.districtId)
    const campaign = orNotFound(
      (await campaigns.lockAll()).find(({ id }) => id === campaignId),
      'campaign',
    )
    const { before, after } = await packsOf(tx, campaign, target)
    refuseTier(after, tier)
    const plan = planSwitch(carriedBetween(before, after, await holdingsOf(tx, campaign, before)), decisions)
    const change: Switch = {
      id: newId(),
      campaignId,
      from: { pack: campaign.packKey, version: campaign.packVersion, tier: campaign.tier },
      to: { pack: target.packKey, version: target.packVersion },
      carried: {
        ...(await moveAnswers(tx, campaignId, plan)),
        ...(await moveDuties(tx, campaign.packKey, target.packKey, plan)),
        dutyMoves: [...plan.duties],
        dropped: plan.dropped.length,
        figuresSetAside: [...plan.figuresSetAside],
        leftAtUndo: [],
      },
      by: by.accountId,
      at: clock(),
      undoneAt: null,
    }
    await campaigns.save({ ...campaign, ...target, tier })
    await switchStore(tx.query, tx.districtId).add(change)
    const record = recordOf({ ...change, byName: by.name })
    tx.journal.record({
      verb: 'campaign.pack-switched',
      who: by.accountId,
      what: campaignId,
      details: { ...record, switchedBy: undefined, decisions },
    })
    return record
  })
}

async function packsOf(tx: ReadTx, campaign: Campaign, { packKey, packVersion }: Target) {
  if (campaign.packKey === packKey && campaign.packVersion === packVersion) {
    throw new Refused('campaign.same-pack')
  }
  return {
    before: await packOf(tx.query, tx.districtId, campaign.packKey, campaign.packVersion),
    after: await packOf(tx.query, tx.districtId, packKey, packVersion),
  }
}

async function holdingsOf(
  { query, districtId }: ReadTx,
  { id, packKey }: Campaign,
  pack: Pack,
): Promise<Holdings> {
  const store = switchStore(query, districtId)
  return {
    ...answeredPlaces(pack, await store.answers(id)),
    figures: await store.quantities(),
    duties: [...new Set((await store.duties(packKey)).map(({ item_id }) => item_id))],
  }
}

async function moveAnswers({ query, districtId }: Tx, campaignId: string, plan: SwitchPlan) {
  const store = switchStore(query, districtId)
  const answersBefore = await store.answers(campaignId)
  const under = (moves: SwitchPlan['answers']) => {
    const moved = moves.flatMap(({ from, to }): KeptAnswer[] =>
      answersBefore
        .filter(({ item_id, clause_id }) => item_id === from.row && clause_id === (from.clause ?? clause_id))
        .map((answer) => ({ ...answer, item_id: to.row, clause_id: to.clause ?? answer.clause_id })),
    )
    // Two old rows may have one heir: the later answer stands.
    const places = new Map<string, KeptAnswer>()
    for (const answer of moved.toSorted((a, b) => (a.answered_on < b.answered_on ? -1 : 1))) {
      places.set(JSON.stringify([answer.item_id, answer.clause_id]), answer)
    }
    return [...places.values()]
  }
  const answersAfter = under(plan.answers)
  await store.replaceAnswers(campaignId, answersAfter)
  return { answersBefore, answersAfter, asked: under(plan.asked) }
}

/** Duties belong to a pack, not to its version: within one pack only those of vanished rows go. */
async function moveDuties({ query, districtId }: Tx, from: string, to: string, plan: SwitchPlan) {
  const store = switchStore(query, districtId)
  const duties = await store.duties(from)
  if (from === to) {
    const gone = new Set(plan.dutiesDropped)
    const removed = duties.filter(({ item_id }) => gone.has(item_id))
    await store.removeDuties(removed.map(({ id }) => id))
    return { dutiesRemoved: removed, dutiesCarried: duties.length - removed.length }
  }
  const nameOf = (row: { item_id: string; part: string; unit_id: string }) =>
    JSON.stringify([row.item_id, row.part, row.unit_id])
  const taken = new Set((await store.duties(to)).map(nameOf))
  const added = plan.duties.flatMap((move) =>
    duties
      .filter(({ item_id }) => item_id === move.from)
      .map((duty) => ({ ...duty, id: newId(), pack_key: to, item_id: move.to }))
      .filter((duty) => {
        const name = nameOf(duty)
        const free = !taken.has(name)
        taken.add(name)
        return free
      }),
  )
  await store.addDuties(added)
  return { dutiesRemoved: [], dutiesCarried: added.length }
}

export function recordOf(change: Switch & { readonly byName: string | null }): z.output<typeof switchRecord> {
  const { from, to, carried } = change
  return {
    id: change.id,
    fromPack: from.pack,
    fromVersion: from.version,
    toPack: to.pack,
    toVersion: to.version,
    switchedBy: change.byName,
    switchedAt: change.at,
    undoneAt: change.undoneAt,
    answersCarried: carried.answersAfter.length,
    answersAsked: carried.asked.length,
    answersDropped: carried.dropped,
    dutiesCarried: carried.dutiesCarried,
    figuresSetAside: carried.figuresSetAside.length,
  }
}

function rowName(pack: Pack, id: string): string {
  const row = findRow(pack, id)
  return row === undefined ? id : [row.number, row.name].filter((part) => part !== undefined).join(' ')
}

function quantityName(pack: Pack, id: string): string {
  return quantityOf(pack, id)?.name ?? id
}
