import type { Figure } from '@chuangyuan/domain/assessment/facts'
import type { Day } from '@chuangyuan/domain/day'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import { measureInProcess } from '@chuangyuan/geo/measure/measure-in-process'
import { figuresOf } from '@chuangyuan/indicators/figures'
import { mapQuantities, measureInput, neededLayers } from '@chuangyuan/indicators/measure-plan'
import { createHash } from 'node:crypto'
import type { Blobs } from '../../db/blobs.ts'
import { canonicalJson } from '../../db/canonical-json.ts'
import type { ReadTx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import { districtMapOf, layersOn, layerStore, type StoredLayer } from '../layer/public.ts'
import { placeStore } from '../site/public.ts'

/** Distance of the scanlines, metres: each next one only where a verdict hangs on the error of the one before. */
export const rowHeights = [2, 0.5, 0.125] as const

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
    rowHeights,
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

/** Measures in a process of its own and returns the figures; nothing is written. */
export async function measureFigures(
  blobs: Blobs,
  { pack, layers, streets }: MeasureInputs,
  {
    rowMetres = rowHeights[0],
    ...options
  }: {
    readonly rowMetres?: number
    readonly onProgress?: (share: number) => void
    readonly signal?: AbortSignal
  } = {},
): Promise<Figure[]> {
  const map = await districtMapOf(blobs, layers, streets)
  const input = measureInput(map, mapQuantities(pack))
  if (input === undefined) throw new Refused('score.no-boundary')
  const measured = await measureInProcess({ ...input, rowMetres }, options)
  if (!measured.ok) throw new Refused('measure.refused', { ...measured.refusal })
  return figuresOf(pack, map, measured.value)
}
