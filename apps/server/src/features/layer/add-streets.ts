import type { StreetMatch } from '@chuangyuan/contract/layer'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { readLayer } from './district-map.ts'
import { matchStreets, streetOf } from './match-streets.ts'
import { polygonNames } from './show-layers.ts'
import { layerStore } from './store.ts'

/** Makes streets of the polygons that no street of the district matches. Those that match one by now are passed over. */
export async function addStreets(
  { db, blobs }: Deps,
  by: Session,
  layerId: string,
  codes: readonly string[],
): Promise<StreetMatch> {
  const layer = await db.read(by, async ({ query, districtId }) =>
    orNotFound(await layerStore(query, districtId).layer(layerId), 'layer'),
  )
  if (layer.kind !== 'streets') throw new Refused('request.not-found', { what: 'streets layer' })
  const polygons = polygonNames((await readLayer(blobs, layer.layerBlob)).attributes)
  const wanted = codes.map((code) => {
    const polygon = polygons.find((each) => each.code === code)
    if (polygon === undefined || polygon.name === '') throw new Refused('layer.street-incomplete', { code })
    return polygon
  })
  return db.transact(by, async ({ query, districtId, journal }) => {
    const places = placeStore(query, districtId)
    const { streets } = await places.places()
    const added = wanted
      .filter((polygon) => streetOf(polygon, streets) === undefined)
      .map(({ code, name }) => ({ id: newId(), code, name }))
    if (added.length > 0) await layerStore(query, districtId).addStreets(added)
    for (const { id, code, name } of added) {
      journal.record({
        verb: 'street.added',
        who: by.accountId,
        what: id,
        details: { code, name, fromLayer: layerId },
      })
    }
    return matchStreets(polygons, (await places.places()).streets)
  })
}
