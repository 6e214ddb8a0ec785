import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import { crsFromEpsg, crsFromWkt } from './crs-text.ts'
import { collectAll } from './geojson.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import type { GeometryKind, SourceLayer, StatedCrs } from './source-layer.ts'

interface FgbHead {
  readonly featuresCount: number
  readonly crs: { readonly code: number; readonly name: string | null; readonly wkt: string | null } | null
}

export async function readFlatGeobuf(
  bytes: Uint8Array,
  name: string,
  pace: Pace,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  let head: FgbHead | undefined
  try {
    const features = deserialize(bytes, {
      headerMetaFn: (meta: FgbHead) => {
        head = meta
      },
    })
    const { collector, count } = await collectAll(features, pace, () => head?.featuresCount)
    if (head !== undefined && head.featuresCount > count) {
      throw new Refused({ code: 'map-file.truncated', format: 'flatgeobuf', part: 'features' })
    }
    return collector.finish(
      {
        name,
        format: 'flatgeobuf',
        crs: crsOf(head),
        encoding: { name: 'utf-8', how: 'format' },
        declaredTypes: new Map(),
      },
      wanted,
    )
  } catch (fault) {
    if (fault instanceof Refused) throw fault
    // The library walks off the end of a cut file with a RangeError of its own.
    throw new Refused({ code: 'map-file.damaged', format: 'flatgeobuf', part: 'features' })
  }
}

function crsOf(head: FgbHead | undefined): StatedCrs | undefined {
  const crs = head?.crs
  if (crs === null || crs === undefined) return undefined
  if (crs.code > 0) return crsFromEpsg(crs.code, crs.wkt ?? undefined, crs.name ?? undefined)
  return crs.wkt === null ? undefined : crsFromWkt(crs.wkt)
}
