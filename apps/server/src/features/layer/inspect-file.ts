import type { Inspection as OnWire, inspectMapFile } from '@chuangyuan/contract/layer'
import type { BodyOf } from '@chuangyuan/contract/operation'
import type { Inspection } from '@chuangyuan/map-files/inspect-map-file'
import { inspectInProcess } from '@chuangyuan/map-files/read-in-process'
import type { Deps } from '../../deps.ts'
import { orNotFound, orRefuse } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { readingFromWire, readingOnWire } from './coordinate-reading.ts'
import { mapFileStore } from './map-file-store.ts'
import { candidateOnWire, placementOnWire } from './placement-on-wire.ts'
import { placementReference } from './placement-reference.ts'
import { layerStore } from './store.ts'

/** Reads a file and tells what is in it; nothing is imported. */
export async function inspectFile(
  { db, blobs, tasks }: Deps,
  by: Session,
  fileId: string,
  { layer, kind, encoding, reading }: BodyOf<typeof inspectMapFile>,
): Promise<{ taskId: string }> {
  const { file, layers } = await db.read(by, async ({ query, districtId }) => ({
    file: orNotFound(await mapFileStore(query, districtId).file(fileId), 'map file'),
    layers: await layerStore(query, districtId).layers(),
  }))
  const options = {
    ...(layer === undefined ? {} : { layer }),
    ...(kind === undefined ? {} : { kind }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(reading === undefined ? {} : { reading: readingFromWire(reading) }),
  }
  const taskId = await tasks.start(by, 'layer.inspect', async ({ progress, signal }) => {
    progress(0.05, 'reading')
    const [bytes, reference] = await Promise.all([
      blobs.read(file.fileBlob),
      placementReference(blobs, layers),
    ])
    const inspected = await inspectInProcess(
      { bytes, fileName: file.fileName, reference, options },
      {
        signal,
        onProgress({ done, total }) {
          progress(total === undefined ? 0.3 : 0.1 + (0.8 * done) / Math.max(total, 1))
        },
      },
    )
    return { ...onWire(orRefuse(inspected)) }
  })
  return { taskId }
}

/** Columns beyond these are beyond what a person reads. */
const mostFields = 300

function onWire(inspection: Inspection): OnWire {
  const { stated, kind, mapping, reading, crsRefusal, placement, drawing } = inspection
  return {
    layers: inspection.layers.map(({ id, name, format, featureCount }) => ({
      id,
      name,
      format,
      featureCount: featureCount ?? null,
    })),
    layer: inspection.layer,
    name: inspection.name,
    geometry: inspection.geometry,
    featureCount: inspection.featureCount,
    fields: inspection.fields.slice(0, mostFields).map((field) => ({
      ...field,
      examples: field.examples.map((example) => example.slice(0, 100)),
    })),
    encoding: inspection.encoding,
    stated:
      stated === undefined
        ? null
        : {
            by: stated.by,
            text:
              stated.epsg === undefined
                ? (stated.name ?? stated.wkt ?? '').slice(0, 200)
                : `EPSG:${String(stated.epsg)}`,
          },
    reading: reading === undefined ? null : readingOnWire(reading),
    crsRefusal:
      crsRefusal?.code === 'layer.crs-local' || crsRefusal?.code === 'layer.crs-unknown'
        ? crsRefusal.code
        : null,
    dropped: [...inspection.dropped],
    kind: kind ?? null,
    mapping: (mapping?.fields ?? []).map(({ field, source, confidence }) => ({
      field,
      source: source ?? null,
      confidence,
    })),
    greenEdition: mapping?.edition?.edition ?? null,
    placement: placement === undefined ? null : placementOnWire(placement),
    candidates: inspection.candidates.slice(0, 8).map(candidateOnWire),
    drawing: drawing ?? null,
  }
}
