import type { PlacementReference } from '@chuangyuan/map-files/check-placement'
import type { Blobs } from '../../db/blobs.ts'
import { readLayer } from './district-map.ts'
import type { StoredLayer } from './store.ts'

/** What the district knows about its own place: newest built-up area and streets, and the reach of the rest. */
export async function placementReference(
  blobs: Blobs,
  layers: readonly StoredLayer[],
): Promise<PlacementReference> {
  const builtUp = layers.find(({ kind }) => kind === 'built-up')
  const streets = layers.find(({ kind }) => kind === 'streets')
  const others = layers.map(({ bounds }) => bounds)
  const [first] = others
  return {
    ...(builtUp === undefined ? {} : { builtUp: await readLayer(blobs, builtUp.layerBlob) }),
    ...(streets === undefined ? {} : { streets: await readLayer(blobs, streets.layerBlob) }),
    ...(first === undefined
      ? {}
      : {
          others: [
            Math.min(...others.map(([west]) => west)),
            Math.min(...others.map(([, south]) => south)),
            Math.max(...others.map(([, , east]) => east)),
            Math.max(...others.map(([, , , north]) => north)),
          ],
        }),
  }
}
