import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { measurementState, readScore } from '@chuangyuan/contract/score'
import { assess } from '@chuangyuan/domain/assessment/assess'
import type { Assessment } from '@chuangyuan/domain/assessment/assessment'
import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import type { Applicant } from '@chuangyuan/domain/standard/applicant'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { evaluateFormula } from '@chuangyuan/standards-data/formula'
import type { z } from 'zod'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { campaignById, campaignOnWire, currentCampaign, type Campaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import { holesSummary, placeStore } from '../site/public.ts'
import { gatherFacts } from './gather-facts.ts'
import { measureInputs, missingLayers } from './measurement.ts'
import { measurementStore } from './measurement-store.ts'

type ScoreReply = ReplyOf<typeof readScore>
type MeasurementState = z.output<typeof measurementState>

export interface ScoreQuestion {
  readonly campaign?: string | undefined
  readonly on?: Day | undefined
  readonly split?: 'unknown' | 'equal'
}

/** An assessment with what it was made of. */
export interface Scored {
  readonly campaign: Campaign
  readonly pack: Pack
  readonly applicant: Applicant
  readonly assessment: Assessment
  readonly measurement: MeasurementState
}

export function readScoreOf(deps: Deps, by: Session, question: ScoreQuestion): Promise<ScoreReply> {
  return deps.db.read(by, async (tx) => {
    const [scored, holes] = [await scoreOf(deps, tx, question), await holesSummary(tx)]
    return {
      campaign: scored === undefined ? null : await campaignOnWire(tx, scored.campaign),
      assessment: scored?.assessment ?? null,
      measurement: scored?.measurement ?? {
        state: 'no-map',
        measuredAt: null,
        taskId: null,
        missingLayers: [],
      },
      holes: { sites: holes.sites, sitesWithHoles: holes.sitesWithHoles, items: holes.items.length },
      leads: scored === undefined ? [] : await leadsOf(tx, scored.campaign.packKey),
    }
  })
}

async function leadsOf({ query, districtId }: ReadTx, packKey: string): Promise<ScoreReply['leads']> {
  const duties = await placeStore(query, districtId).duties(packKey)
  return duties
    .filter(({ part }) => part === 'lead')
    .map(({ itemId, unitId, unitName, unitOrder }) => ({
      row: itemId,
      unitId,
      unit: unitName,
      order: unitOrder,
    }))
}

/**
 * The score as it stands: derived anew from the facts at every reading, so that
 * it cannot disagree with them. Undefined before the first campaign. `measured`
 * stands in for the kept figures while a measurement is still being judged.
 */
export async function scoreOf(
  { clock }: Pick<Deps, 'clock'>,
  tx: ReadTx,
  { campaign: campaignId, on, split }: ScoreQuestion,
  measured?: readonly Figure[],
): Promise<Scored | undefined> {
  const { query, districtId } = tx
  const campaign =
    campaignId === undefined
      ? await currentCampaign(query, districtId)
      : orNotFound(await campaignById(query, districtId, campaignId), 'campaign')
  if (campaign === undefined) return undefined
  const today = on ?? dayOf(clock())
  const pack = await packOf(query, districtId, campaign.packKey, campaign.packVersion)
  const { figures: kept, state } = await computedFigures(tx, pack, today)
  const figures = measured ?? kept
  const { streets } = await placeStore(query, districtId).places()
  const applicant: Applicant = {
    ...campaign.profile,
    name: campaign.name,
    zones: streets.map(({ id, name }) => ({ id, name, kind: 'street' })),
  }
  const assessment = assess(pack, applicant, await gatherFacts(tx, campaign, pack, figures, today), {
    today,
    ...(campaign.tier === null ? {} : { tier: campaign.tier }),
    ...(split === undefined ? {} : { split }),
    ...(campaign.inspectionOn === null ? {} : { applicationYear: Number(campaign.inspectionOn.slice(0, 4)) }),
    evaluate: evaluateFormula,
  })
  return { campaign, pack, applicant, assessment, measurement: state }
}

/** Figures measured on the present layers; where those have changed since, the latest measured, and said so. */
export async function computedFigures(
  tx: ReadTx,
  pack: Pack,
  today: Day,
): Promise<{ figures: readonly Figure[]; state: MeasurementState }> {
  const inputs = await measureInputs(tx, pack, today)
  const store = measurementStore(tx.query, tx.districtId)
  const current = await store.ofInputs(inputs.hash)
  const shown = current ?? (await store.latest())
  const hasBoundary = inputs.layers.some(({ kind }) => kind === 'built-up')
  return {
    figures: shown?.figures ?? [],
    state: {
      state:
        current !== undefined ? 'current' : !hasBoundary ? 'no-map' : shown === undefined ? 'none' : 'stale',
      measuredAt: shown?.measuredAt ?? null,
      taskId: null,
      missingLayers: missingLayers(inputs),
    },
  }
}
