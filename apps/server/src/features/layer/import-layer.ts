import type { importLayer as operation } from '@chuangyuan/contract/layer'
import type { BodyOf } from '@chuangyuan/contract/operation'
import { dayOf } from '@chuangyuan/domain/day'
import { newId } from '../../db/id.ts'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { readingOnWire } from './coordinate-reading.ts'
import { refuseMisplaced } from './placement-on-wire.ts'
import { plannedFile, prepare, reportOf } from './prepare-import.ts'
import { layerStore } from './store.ts'

/**
 * Takes a layer in, if it lies where it should. An older layer of the kind stays as history: figures of an
 * earlier day are still made from it. Until the last moment nothing is kept, so that cancelling leaves nothing.
 */
export async function importLayer(
  deps: Deps,
  by: Session,
  fileId: string,
  { name, asOf, source, ...plan }: BodyOf<typeof operation>,
): Promise<{ taskId: string }> {
  const { db, blobs, clock, tasks } = deps
  if (asOf > dayOf(clock())) throw new Refused('layer.day-in-future', { asOf })
  const planned = await plannedFile(deps, by, fileId, plan)
  const taskId = await tasks.start(by, 'layer.import', async (handle) => {
    const prepared = await prepare(deps, planned, handle)
    const report = reportOf(prepared)
    refuseMisplaced(report.placement)
    handle.signal.throwIfAborted()
    handle.progress(0.95, 'keeping')
    const { sha256 } = await blobs.put(prepared.bytes)
    const layerId = newId()
    const reading = readingOnWire(prepared.reading)
    await db.transact(by, async ({ query, districtId, journal }) => {
      handle.signal.throwIfAborted()
      await layerStore(query, districtId).add({
        id: layerId,
        kind: plan.kind,
        name,
        asOf,
        source,
        fileName: planned.file.fileName,
        fileBlob: planned.file.fileBlob,
        layerBlob: sha256,
        crs: reading,
        encoding: { ...prepared.encoding },
        mapping: plan.mapping,
        featureCount: prepared.featureCount,
        bounds: prepared.bounds,
        repairs: prepared.repairs.map((repair) => ({ ...repair })),
        report,
        importedBy: by.accountId,
        importedAt: clock(),
      })
      journal.record({
        verb: 'layer.imported',
        who: by.accountId,
        what: layerId,
        details: {
          kind: plan.kind,
          name,
          asOf,
          source,
          fileName: planned.file.fileName,
          file: planned.file.fileBlob,
          reading,
          featureCount: prepared.featureCount,
          repairs: report.repairs,
          dropped: report.dropped,
        },
      })
    })
    return { layerId, featureCount: prepared.featureCount, report }
  })
  return { taskId }
}
