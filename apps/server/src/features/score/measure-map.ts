import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { hangsOnError } from '@chuangyuan/domain/assessment/undecided'
import { dayOf } from '@chuangyuan/domain/day'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { packOf } from '../pack/public.ts'
import type { TaskHandle } from '../task/public.ts'
import { measureFigures, measureInputs, rowHeights, type MeasureInputs } from './measurement.ts'
import { measurementStore } from './measurement-store.ts'
import { scoreOf } from './read-score.ts'

/** Starts measuring the present layers under the current campaign's definitions. */
export async function startMeasuring(deps: Deps, by: Session): Promise<{ taskId: string }> {
  const { db, clock, tasks } = deps
  const today = dayOf(clock())
  const inputs = await db.read(by, async (tx) => {
    const campaign = await currentCampaign(tx.query, tx.districtId)
    if (campaign === undefined) throw new Refused('score.no-campaign')
    const pack = await packOf(tx.query, tx.districtId, campaign.packKey, campaign.packVersion)
    return measureInputs(tx, pack, today)
  })
  if (!inputs.layers.some(({ kind }) => kind === 'built-up')) throw new Refused('score.no-boundary')
  const taskId = await tasks.start(by, 'score.measure', async ({ progress, signal }) => {
    const figures = await measureUntilCertain(deps, by, inputs, { progress, signal })
    await db.transact(by, async ({ query, districtId, journal }) => {
      const measurementId = newId()
      await measurementStore(query, districtId).add({
        id: measurementId,
        inputsHash: inputs.hash,
        layerIds: inputs.layers.map(({ id }) => id),
        asOf: today,
        figures,
        measuredAt: clock(),
      })
      journal.record({
        verb: 'score.measured',
        who: by.accountId,
        what: measurementId,
        details: { layers: inputs.layers.map(({ id, name }) => ({ id, name })), figures: figures.length },
      })
    })
    return { figures: figures.length }
  })
  return { taskId }
}

/**
 * Measures with rows closer together as long as some verdict hangs on the error,
 * so that passing or failing is never decided by how the map was sampled. What is
 * still undecided at the finest rows stays undecided and says so.
 */
async function measureUntilCertain(
  deps: Deps,
  by: Session,
  inputs: MeasureInputs,
  { progress, signal }: Pick<TaskHandle, 'progress' | 'signal'>,
): Promise<Figure[]> {
  let figures: Figure[] = []
  for (const rowMetres of rowHeights) {
    figures = await measureFigures(deps.blobs, inputs, {
      rowMetres,
      signal,
      onProgress: (share) => {
        progress(share * 0.95, rowMetres === rowHeights[0] ? 'measuring' : 'refining')
      },
    })
    const measured = figures
    const scored = await deps.db.read(by, (tx) => scoreOf(deps, tx, {}, measured))
    if (scored === undefined || !hangsOnError(scored.assessment)) break
  }
  return figures
}
