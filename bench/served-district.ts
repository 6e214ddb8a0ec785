import { generateDemoDistrict, demoSeed } from '@chuangyuan/demo-district/demo-district'
import { dayOf } from '@chuangyuan/domain/day'
import { demoRows } from '../apps/server/src/demo/demo-rows.ts'
import { writeDistrictRows } from '../apps/server/src/features/intake/public.ts'
import { storeDemoLayers } from '../apps/server/src/demo/demo-layers.ts'
import { layerStore } from '../apps/server/src/features/layer/public.ts'
import { districtServer } from './district-server.ts'

/** What a bench in another process needs to know of the server. */
export interface Serving {
  readonly address: string
  readonly districtId: string
  readonly siteIds: readonly string[]
  readonly cookies: readonly string[]
}

/** The product over HTTP on loopback in a process of its own, with the demo district's 600 sites and its map. */
const [, , dataDir, accounts] = process.argv
if (dataDir === undefined) throw new Error('no data directory')
const server = await districtServer(dataDir)
const { deps, districtId } = server
const today = dayOf(deps.clock())
const district = generateDemoDistrict(demoSeed, today)
const layers = await storeDemoLayers(deps.blobs, district.layers, {
  imageOn: district.campaign.imageOn,
  at: deps.clock(),
})
const ids = await deps.db.transact({ districtId }, async (tx) => {
  for (const layer of layers) await layerStore(tx.query, districtId).add(layer)
  return writeDistrictRows(tx, demoRows(district), {
    secret: deps.secret,
    packKey: district.campaign.pack,
    reportedAt: new Date(deps.clock()),
  })
})
const cookies: string[] = []
for (let count = 0; count < Number(accounts); count += 1)
  cookies.push((await server.signedIn('supervisor')).cookie)
const address = await server.http.listen({ host: '127.0.0.1', port: 0 })
const serving: Serving = { address, districtId, siteIds: [...ids.sites.values()], cookies }
process.send?.(serving)
process.on('message', () => process.send?.(process.cpuUsage()))
const stop = () => void server.close().then(() => process.exit())
process.once('SIGTERM', stop)
// Whoever started it is gone.
process.once('disconnect', stop)
