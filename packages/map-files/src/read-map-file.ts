import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import { readFlatGeobuf } from './flatgeobuf.ts'
import { readGeoJson } from './geojson.ts'
import { listGeoPackage, readGeoPackage } from './geopackage.ts'
import { readKml, readKmz } from './kml.ts'
import { Pace, type Progress } from './pace.ts'
import { Refused } from './refused.ts'
import { listShapefiles, readShapefile } from './shapefile-zip.ts'
import { sniff } from './sniff.ts'
import { entriesOf, unpack } from './zip-archive.ts'
import {
  defaultLimits,
  type GeometryKind,
  type LayerListing,
  type MapFileRefusal,
  type ReadLimits,
  type SourceLayer,
  type TextEncodingName,
} from './source-layer.ts'

export interface ReadOptions {
  /** From `listLayers`; may be left out where the file has one layer only. */
  readonly layer?: string
  /** Which shape of a mixed file; without it the most frequent one. */
  readonly geometry?: GeometryKind
  /** The person's choice where the guess was wrong. */
  readonly encoding?: TextEncodingName
  readonly limits?: ReadLimits
  /** Called every few thousand features. */
  readonly onProgress?: Progress
  readonly signal?: AbortSignal
}

/** The layers of a file, from its directory alone where the format has one. */
export function listLayers(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits = defaultLimits,
): Promise<Result<readonly LayerListing[], MapFileRefusal>> {
  return refusing(async () => (await layersIn(bytes, fileName, limits)).map(({ listing }) => listing))
}

/** Reads one layer. Whatever is wrong with the file comes back as a refusal. */
export function readLayer(
  bytes: Uint8Array,
  fileName: string,
  options: ReadOptions = {},
): Promise<Result<SourceLayer, MapFileRefusal>> {
  return refusing(async () => {
    const limits = options.limits ?? defaultLimits
    const layers = await layersIn(bytes, fileName, limits)
    const id = options.layer
    const found = id === undefined ? layers[0] : layers.find(({ listing }) => listing.id === id)
    if (found === undefined) throw new Refused({ code: 'map-file.layer-unknown', layer: id ?? '' })
    const count = found.listing.featureCount
    if (count !== undefined && count > limits.maxFeatures) {
      throw new Refused({ code: 'map-file.too-many-features', limit: limits.maxFeatures })
    }
    return found.read(
      new Pace(limits, options.onProgress, options.signal),
      options.encoding,
      options.geometry,
    )
  })
}

async function refusing<Value>(work: () => Promise<Value>): Promise<Result<Value, MapFileRefusal>> {
  try {
    return accept(await work())
  } catch (fault) {
    if (fault instanceof Refused) return refuse(fault.refusal)
    throw fault
  }
}

interface Readable {
  readonly listing: LayerListing
  read(
    pace: Pace,
    encoding: TextEncodingName | undefined,
    geometry: GeometryKind | undefined,
  ): Promise<SourceLayer>
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '')
}

async function layersIn(
  bytes: Uint8Array,
  fileName: string,
  limits: ReadLimits,
): Promise<readonly Readable[]> {
  if (bytes.length > limits.maxBytes) {
    throw new Refused({ code: 'map-file.too-large', bytes: bytes.length, limit: limits.maxBytes })
  }
  const format = sniff(bytes, fileName)
  const name = baseName(fileName.replaceAll('\\', '/'))
  const single = (read: Readable['read'], as: LayerListing['format']): readonly Readable[] => [
    { listing: { id: name, name, format: as, featureCount: undefined }, read },
  ]
  switch (format) {
    case 'geojson':
      return single((pace, encoding, geometry) => readGeoJson(bytes, name, pace, encoding, geometry), format)
    case 'kml':
      return single((pace, encoding, geometry) => readKml(bytes, name, pace, encoding, geometry), format)
    case 'flatgeobuf':
      return single((pace, _encoding, geometry) => readFlatGeobuf(bytes, name, pace, geometry), format)
    case 'geopackage':
      return someOf(format, await geoPackageLayers(bytes))
    case 'zip':
      return someOf(format, await zipLayers(bytes, limits))
    case 'empty':
      throw new Refused({ code: 'map-file.empty' })
    case 'bare-shapefile':
    case 'shapefile':
      throw new Refused({ code: 'map-file.shapefile-needs-zip' })
    case 'unknown':
      throw new Refused({
        code: 'map-file.format-unknown',
        extension: /\.(\w+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '',
      })
    default:
      throw new Refused({ code: 'map-file.format-unsupported', looksLike: format.unsupported })
  }
}

function someOf(format: 'zip' | 'geopackage', layers: readonly Readable[]): readonly Readable[] {
  if (layers.length === 0) throw new Refused({ code: 'map-file.no-layers', format })
  return layers
}

async function geoPackageLayers(bytes: Uint8Array): Promise<readonly Readable[]> {
  return (await listGeoPackage(bytes)).map((listing) => ({
    listing,
    read: (pace, _encoding, geometry) => readGeoPackage(bytes, listing.id, pace, geometry),
  }))
}

/** Shapefiles first; else whatever single files of other formats somebody packed. */
async function zipLayers(bytes: Uint8Array, limits: ReadLimits): Promise<readonly Readable[]> {
  const shapefiles: readonly Readable[] = (await listShapefiles(bytes)).map((listing) => ({
    listing,
    read: (pace, encoding, geometry) => readShapefile(bytes, listing.id, pace, encoding, geometry),
  }))
  const entries = await entriesOf(bytes)
  const kml: readonly Readable[] = entries
    .filter(({ path }) => /\.kml$/i.test(path))
    .map(({ path }) => ({
      listing: { id: path, name: baseName(path), format: 'kml', featureCount: undefined },
      read: (pace, encoding, geometry) => readKmz(bytes, path, baseName(path), pace, encoding, geometry),
    }))
  const others = entries.filter(({ path }) => /\.(geojson|json|gpkg|fgb)$/i.test(path))
  const packed: (readonly Readable[])[] = []
  for (const { path } of others) {
    const inner = (await unpack(bytes, (candidate) => candidate === path, limits)).get(path)
    if (inner === undefined) continue
    // An archive inside an archive may contain itself, and people pack maps once.
    if (sniff(inner, path) === 'zip')
      throw new Refused({ code: 'map-file.damaged', format: 'zip', part: 'nested' })
    packed.push(await layersIn(inner, path, limits))
  }
  const lonely = entries.find(({ path }) => /\.dbf$/i.test(path))
  const all = [...shapefiles, ...kml, ...packed.flat()]
  if (all.length === 0 && lonely !== undefined) {
    throw new Refused({ code: 'map-file.shapefile-incomplete', layer: baseName(lonely.path), missing: 'shp' })
  }
  return all
}
