import type { Figure } from '@chuangyuan/domain/assessment/facts'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { measureInWorker } from '@chuangyuan/geo/measure/measure-in-worker'
import { figuresOf } from '@chuangyuan/indicators/figures'
import { mapQuantities, measureInput, neededLayers } from '@chuangyuan/indicators/measure-plan'
import { createHash } from 'node:crypto'
import type { Blobs } from '../../db/blobs.ts'
import { canonicalJson } from '../../db/canonical-json.ts'
import { newId } from '../../db/id.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { districtMapOf, layersOn, layerStore, type StoredLayer } from '../layer/public.ts'
import { packOf } from '../pack/public.ts'
import { placeStore } from '../site/public.ts'
import { measurementStore } from './measurement-store.ts'

/** Rows of the scanlines, metres; halved where a verdict hangs on it. */
const rowMetres = 2

/** Everything a measurement depends on: equal inputs need not be measured twice. */
export interface MeasureInputs {
  readonly pack: Pack
  readonly layers: readonly StoredLayer[]
  readonly streets: readonly { readonly id: string; readonly code: string; readonly name: string }[]
  readonly hash: string
}

export async function measureInputs(
  { query, districtId }: ReadTx,
  pack: Pack,
  on: Day,
): Promise<MeasureInputs> {
  const [all, { streets }] = await Promise.all([
    layerStore(query, districtId).layers(),
    placeStore(query, districtId).places(),
  ])
  const layers = layersOn(all, on)
  const depends = {
    definitions: mapQuantities(pack),
    formulas: pack.quantities.map(({ id, formula }) => [id, formula ?? null]),
    layers: layers.map(({ kind, layerBlob, asOf, name }) => [kind, layerBlob, asOf, name]),
    streets: streets.map(({ id, code, name }) => [id, code, name]),
    rowMetres,
  }
  return { pack, layers, streets, hash: createHash('sha256').update(canonicalJson(depends)).digest('hex') }
}

/** Kinds of layers that are not there, with the quantities that cannot be measured for want of them. */
export function missingLayers({ pack, layers }: MeasureInputs): { kind: string; quantities: string[] }[] {
  const present = new Set(layers.map(({ kind }) => kind))
  const missing = new Map<string, string[]>()
  for (const { quantity, definition } of mapQuantities(pack)) {
    for (const kind of neededLayers(definition).filter((each) => !present.has(each))) {
      missing.set(kind, [...(missing.get(kind) ?? []), quantity])
    }
  }
  return [...missing].map(([kind, quantities]) => ({ kind, quantities }))
}

/** Measures in a thread of its own and returns the figures; nothing is written. */
export async function measureFigures(
  blobs: Blobs,
  { pack, layers, streets }: MeasureInputs,
  options: { readonly onProgress?: (share: number) => void; readonly signal?: AbortSignal } = {},
): Promise<Figure[]> {
  const map = await districtMapOf(blobs, layers, streets)
  const input = measureInput(map, mapQuantities(pack))
  if (input === undefined) throw new Refused('score.no-boundary')
  const measured = await measureInWorker({ ...input, rowMetres }, options)
  if (!measured.ok) throw new Refused('measure.refused', { ...measured.refusal })
  return figuresOf(pack, map, measured.value)
}

/** Starts measuring the present layers under the current campaign's definitions. */
export async function startMeasuring(deps: Deps, by: Session): Promise<{ taskId: string }> {
  const { db, clock, blobs, tasks } = deps
  const today = dayOf(clock())
  const inputs = await db.read(by, async (tx) => {
    const campaign = await currentCampaign(tx.query, tx.districtId)
    if (campaign === undefined) throw new Refused('score.no-campaign')
    const pack = await packOf(tx.query, tx.districtId, campaign.packKey, campaign.packVersion)
    return measureInputs(tx, pack, today)
  })
  if (!inputs.layers.some(({ kind }) => kind === 'built-up')) throw new Refused('score.no-boundary')
  const taskId = await tasks.start(by, 'score.measure', async ({ progress, signal }) => {
    const figures = await measureFigures(blobs, inputs, {
      signal,
      onProgress: (share) => {
        progress(share * 0.95, 'measuring')
      },
    })
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
