import type { Attributes } from '@chuangyuan/geo/layer'

/** Which of the three shapes a layer is made of. A file that mixes them is read once per shape. */
export type GeometryKind = 'polygon' | 'line' | 'point'

export const geometryKinds = ['polygon', 'line', 'point'] as const satisfies readonly GeometryKind[]

/** The formats a district hands over. */
export type MapFormat = 'geojson' | 'shapefile' | 'geopackage' | 'kml' | 'flatgeobuf'

/**
 * The coordinate system as the file names it, unjudged.
 *
 * `by: 'format'` means that the file is silent and its format prescribes one (KML, RFC 7946 GeoJSON).
 * Neither is proof: Chinese files often carry GCJ-02 coordinates under a WGS-84 label, hence placement.ts.
 */
export interface StatedCrs {
  readonly by: 'file' | 'format'
  readonly epsg: number | undefined
  readonly wkt: string | undefined
  readonly name: string | undefined
}

/** How the text of the attributes was decoded, so that a person can see a wrong guess and choose again. */
export interface TextEncoding {
  readonly name: TextEncodingName
  readonly how: 'cpg' | 'dbf-byte' | 'guess' | 'chosen' | 'format'
}

export type TextEncodingName = 'utf-8' | 'gb18030' | 'big5' | 'windows-1252' | 'utf-16le' | 'utf-16be'

export type FieldType = 'text' | 'number' | 'day' | 'yes-no'

export interface SourceField {
  readonly name: string
  readonly type: FieldType
  /** Up to five different values, in the order met. */
  readonly examples: readonly string[]
  /** Different values, counted up to `distinctCap`. */
  readonly distinctCount: number
  readonly emptyCount: number
}

export const distinctCap = 1_000

/**
 * Why something of the file is not in the layer.
 *
 * no-geometry         the feature has none (features)
 * too-few-vertices    a ring of fewer than three, a line of fewer than two different vertices (rings, lines)
 * bad-coordinates     a coordinate is not a finite number (features)
 * other-geometry      the file mixes shapes and another one was asked for (features)
 * unknown-geometry    curves, surfaces, solids (features)
 * deleted-record      marked as deleted in the attribute table (features)
 * damaged-record      the record cannot be read, its neighbours can (features)
 */
export type DropReason =
  | 'no-geometry'
  | 'too-few-vertices'
  | 'bad-coordinates'
  | 'other-geometry'
  | 'unknown-geometry'
  | 'deleted-record'
  | 'damaged-record'

export interface Dropped {
  readonly reason: DropReason
  readonly count: number
}

/** West, south, east, north, or their metric likes, in source units. */
export type Extent = readonly [minX: number, minY: number, maxX: number, maxY: number]

/**
 * A layer as the file has it: MapLayer's flat arrays (see geo/layer.ts), but in
 * the units and the axis order of the source. Only geo turns it into a MapLayer.
 */
export interface SourceLayer {
  readonly name: string
  readonly format: MapFormat
  readonly crs: StatedCrs | undefined
  readonly geometry: GeometryKind
  readonly positions: Float64Array
  readonly ringStarts: Uint32Array
  readonly partStarts: Uint32Array
  readonly featureStarts: Uint32Array
  readonly attributes: readonly Attributes[]
  readonly fields: readonly SourceField[]
  readonly encoding: TextEncoding
  readonly extent: Extent | undefined
  readonly dropped: readonly Dropped[]
}

/** What a file offers, before anything is read in full. */
export interface LayerListing {
  /** Passed back to `readLayer`. */
  readonly id: string
  /** As people see it: the file's base name, the table, the folder. */
  readonly name: string
  readonly format: MapFormat
  /** Undefined where only reading would tell. */
  readonly featureCount: number | undefined
}

export interface ReadLimits {
  /** Of the file itself and, separately, of everything unpacked from it. */
  readonly maxBytes: number
  readonly maxUnpackedBytes: number
  readonly maxFeatures: number
  readonly maxVertices: number
}

/**
 * A province's land survey of one county is about 400,000 parcels. JSON and XML must fit one
 * JavaScript string (2^29 characters).
 */
export const defaultLimits: ReadLimits = {
  maxBytes: 500 * 2 ** 20,
  maxUnpackedBytes: 1_500 * 2 ** 20,
  maxFeatures: 2_000_000,
  maxVertices: 60_000_000,
}

/** Why a whole file or layer is not taken. `format` is what the bytes are, not what the name says. */
export type MapFileRefusal =
  | { readonly code: 'map-file.empty' }
  | { readonly code: 'map-file.format-unknown'; readonly extension: string }
  | {
      readonly code: 'map-file.format-unsupported'
      readonly looksLike: 'dwg' | 'dxf' | 'rar' | '7z' | 'gzip' | 'tiff' | 'mapinfo' | 'excel'
    }
  | { readonly code: 'map-file.shapefile-needs-zip' }
  | {
      readonly code: 'map-file.shapefile-incomplete'
      readonly layer: string
      readonly missing: 'shp' | 'dbf'
    }
  | { readonly code: 'map-file.damaged'; readonly format: MapFormat | 'zip'; readonly part: string }
  | { readonly code: 'map-file.truncated'; readonly format: MapFormat | 'zip'; readonly part: string }
  | { readonly code: 'map-file.encrypted' }
  | { readonly code: 'map-file.too-large'; readonly bytes: number; readonly limit: number }
  | { readonly code: 'map-file.too-many-features'; readonly limit: number }
  | { readonly code: 'map-file.too-many-vertices'; readonly limit: number }
  | { readonly code: 'map-file.no-layers'; readonly format: MapFormat | 'zip' }
  | { readonly code: 'map-file.layer-unknown'; readonly layer: string }
  | { readonly code: 'map-file.layer-empty'; readonly dropped: readonly Dropped[] }
  | { readonly code: 'map-file.cancelled' }

export type MapFileRefusalCode = MapFileRefusal['code']
