import type { ImportPlan, LayerReport } from '@chuangyuan/contract/layer'
import { layerKinds, type LayerField } from '@chuangyuan/domain/layer/layer-kind'
import type { PackedLayer } from '@chuangyuan/map-files/packed-layer'
import type { ReadingPlan } from '@chuangyuan/map-files/prepare-layer'
import { prepareInProcess } from '@chuangyuan/map-files/read-in-process'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import type { TaskHandle } from '../task/public.ts'
import { readingFromWire } from './coordinate-reading.ts'
import { mapFileStore } from './map-file-store.ts'
import { placementOnWire } from './placement-on-wire.ts'
import { placementReference } from './placement-reference.ts'
import { layerStore } from './store.ts'

/** What check and import share: the file read as planned. Refuses a plan that cannot be carried out before any work starts. */
export async function plannedFile({ db }: Deps, by: Session, fileId: string, plan: ImportPlan) {
  const reading = readingPlan(plan)
  const found = await db.read(by, async ({ query, districtId }) => ({
    file: orNotFound(await mapFileStore(query, districtId).file(fileId), 'map file'),
    layers: await layerStore(query, districtId).layers(),
  }))
  return { ...found, plan: reading }
}

export type PlannedFile = Awaited<ReturnType<typeof plannedFile>>

export async function prepare(
  { blobs }: Deps,
  { file, layers, plan }: PlannedFile,
  { progress, signal }: TaskHandle,
): Promise<PackedLayer> {
  progress(0.05, 'reading')
  const [bytes, reference] = await Promise.all([blobs.read(file.fileBlob), placementReference(blobs, layers)])
  const prepared = await prepareInProcess(
    { bytes, fileName: file.fileName, reference, plan },
    {
      signal,
      onProgress({ done, total }) {
        progress(total === undefined ? 0.3 : 0.1 + (0.5 * done) / Math.max(total, 1))
      },
    },
  )
  progress(0.9, 'checking')
  return orRefuse(prepared)
}

function readingPlan({ kind, layer, encoding, reading, mapping, meanings }: ImportPlan): ReadingPlan {
  const fields: readonly LayerField[] = layerKinds[kind].fields
  for (const [field, source] of Object.entries(mapping)) {
    if (!fields.some((each) => each === field)) throw new Refused('layer.field-unfit', { field, source })
  }
  return {
    kind,
    sources: mapping,
    ...(layer === '' ? {} : { layer }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(reading === undefined ? {} : { reading: readingFromWire(reading) }),
    ...(meanings === undefined ? {} : { meanings }),
  }
}

/** Kinds of odd values are few; a column that is not what it was taken for has one in each row. */
const mostValues = 300

export function reportOf({ placement, dropped, problems, recognised, repairs }: PackedLayer): LayerReport {
  const sum = (of: (repair: PackedLayer['repairs'][number]) => number) =>
    repairs.reduce((total, repair) => total + of(repair), 0)
  return {
    placement: placementOnWire(placement),
    dropped: [...dropped],
    problems: problems.slice(0, mostValues),
    recognised: recognised.slice(0, mostValues),
    repairs: {
      features: repairs.length,
      squareMetresBefore: sum(({ squareMetresBefore }) => squareMetresBefore),
      squareMetresAfter: sum(({ squareMetresAfter }) => squareMetresAfter),
    },
  }
}
