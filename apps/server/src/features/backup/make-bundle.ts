import { bundleFolder, bundleNameAt } from '../../db/bundle-folder.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { recordEverywhere } from './record-everywhere.ts'
import { refuseOthersData } from './refuse-others-data.ts'

/** Writes the bundle and notes its sum; used by hand and by the clock. */
export async function makeBundle({ db, blobs, clock, config }: Deps, name: string) {
  const folder = bundleFolder(config.dataDir)
  const manifest = await db.backUp(blobs, folder.placeOf(name), { program: config.version, now: clock() })
  const sha256 = await folder.note(name)
  const { bytes } = orNotFound(await folder.find(name), 'bundle')
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  return { name, bytes, sha256, tables: manifest.tables.length, rows, blobs: manifest.blobs.length }
}

export async function startBundle(deps: Deps, by: Session): Promise<{ taskId: string }> {
  await refuseOthersData(deps, by)
  const taskId = await deps.tasks.start(by, 'backup', async () => {
    const { name, ...made } = await makeBundle(deps, bundleNameAt(deps.clock()))
    await recordEverywhere(deps, { verb: 'backup.made', what: name, details: made }, by)
    return { name, ...made }
  })
  return { taskId }
}
