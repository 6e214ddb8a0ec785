import type { ReadTx } from '../../db/transact.ts'
import { layerStore } from '../layer/public.ts'
import type { Extent } from './compare/extent.ts'

/** The frame around the streets' or the built-up area's map; undefined while the district has neither. */
export async function extentOf({
  query,
  districtId,
}: Pick<ReadTx, 'query' | 'districtId'>): Promise<Extent | undefined> {
  const frames = (await layerStore(query, districtId).layers())
    .filter(({ kind }) => kind === 'streets' || kind === 'built-up')
    .map(({ bounds }) => bounds)
  const [first, ...others] = frames
  if (first === undefined) return undefined
  return others.reduce<Extent>(
    (extent, [west, south, east, north]) => [
      Math.min(extent[0], west),
      Math.min(extent[1], south),
      Math.max(extent[2], east),
      Math.max(extent[3], north),
    ],
    first,
  )
}
