import { layerFields, layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { day, id, instant, workbook, yesNo } from './wire.ts'

export const layerKind = z.enum(Object.keys(layerKinds) as [LayerKind, ...LayerKind[]])
const layerField = z.enum(layerFields)
const geometry = z.enum(['polygon', 'line', 'point'])
export const textEncodings = ['utf-8', 'gb18030', 'big5', 'windows-1252', 'utf-16le', 'utf-16be'] as const
const encodingName = z.enum(textEncodings)
const encoding = z.object({
  name: encodingName,
  /** Of the `.cpg` file, of the dbf's language byte, guessed from the bytes, chosen by a person, fixed by the format. */
  how: z.enum(['cpg', 'dbf-byte', 'guess', 'chosen', 'format']),
})

/** How coordinates are read: `EPSG:4548`, `GCJ-02`, `BD-09` or a definition, perhaps with northing first or shifted. */
export const coordinateReading = z.object({
  crs: z.string().trim().min(1).max(4000),
  swapped: z.boolean().default(false),
  shift: z.enum(['none', 'gcj-02', 'bd-09']).default('none'),
})
export type CoordinateReading = z.output<typeof coordinateReading>

const candidate = z.object({ reading: coordinateReading, score: z.number() })

export const placementCauses = [
  'gcj02-as-true',
  'bd09-as-true',
  'true-as-gcj02',
  'true-as-bd09',
  'wrong-zone',
  'zone-number-in-easting',
  'zone-number-missing',
  'axes-swapped',
  'web-mercator',
  'degrees-as-metres',
  'metres-as-degrees',
] as const

/** Where a layer lies beside what the district has already; see `map-files` for the verdicts. */
export const placement = z.object({
  verdict: z.enum(['fits', 'shifted', 'suggested', 'elsewhere', 'local-system', 'unchecked', 'off-china']),
  against: z.enum(['built-up', 'streets', 'other-layers', 'nothing']),
  score: z.number().nullable(),
  /** Whether the data tell it from a shift of half a kilometre. */
  datum: z.enum(['proven', 'unproven']).nullable(),
  causes: z.array(z.enum(placementCauses)),
  corrected: candidate.nullable(),
  kilometres: z.number().nullable(),
  acceptable: z.boolean(),
})
export type Placement = z.output<typeof placement>

/** GeoJSON, longitude and latitude, thinned for a screen. */
export const drawing = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.record(z.string(), z.unknown()),
      properties: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    }),
  ),
  shown: z.int(),
  total: z.int(),
})
export type Drawing = z.output<typeof drawing>

const droppedCount = z.object({ reason: z.string(), count: z.int() })

/** Outcome of `layer.inspect`: what a person needs to see before deciding how the file is to be read. */
export const inspection = z.object({
  layers: z.array(
    z.object({ id: z.string(), name: z.string(), format: z.string(), featureCount: z.int().nullable() }),
  ),
  layer: z.string(),
  name: z.string(),
  geometry,
  featureCount: z.int(),
  fields: z.array(
    z.object({
      name: z.string(),
      type: z.enum(['text', 'number', 'day', 'yes-no']),
      examples: z.array(z.string()),
      distinctCount: z.int(),
      emptyCount: z.int(),
    }),
  ),
  encoding,
  /** The system as the file names it; null where it names none. */
  stated: z.object({ by: z.enum(['file', 'format']), text: z.string() }).nullable(),
  /** The system by which placement and drawing were made; null where none is known. */
  reading: coordinateReading.nullable(),
  /** Why the stated system cannot be used. */
  crsRefusal: z.enum(['layer.crs-unknown', 'layer.crs-local']).nullable(),
  dropped: z.array(droppedCount),
  kind: layerKind.nullable(),
  mapping: z.array(z.object({ field: layerField, source: z.string().nullable(), confidence: z.number() })),
  /** Edition of the green classes, where the values tell it. */
  greenEdition: z.enum(['2002', '2017']).nullable(),
  placement: placement.nullable(),
  candidates: z.array(candidate),
  drawing: drawing.nullable(),
})
export type Inspection = z.output<typeof inspection>

const fieldProblem = z.object({
  field: layerField,
  code: z.enum(['unknown', 'missing', 'read-as-fraction']),
  value: z.string(),
  count: z.int(),
})

export const repairLine = z.object({
  row: z.int(),
  label: z.string(),
  flaws: z.array(z.string()),
  squareMetresBefore: z.number(),
  squareMetresAfter: z.number(),
})
export type RepairLine = z.output<typeof repairLine>

const streetMatch = z.object({
  matched: z.int(),
  /** Polygons whose code and name no street of the district has. */
  unmatched: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Streets of the district without a polygon. */
  withoutPolygon: z.array(z.object({ code: z.string(), name: z.string() })),
})
export type StreetMatch = z.output<typeof streetMatch>

/** What reading a layer did to it. */
export const layerReport = z.object({
  placement,
  dropped: z.array(droppedCount),
  problems: z.array(fieldProblem),
  recognised: z.array(
    z.object({ field: layerField, value: z.string(), meaning: z.string(), count: z.int() }),
  ),
  repairs: z.object({ features: z.int(), squareMetresBefore: z.number(), squareMetresAfter: z.number() }),
})
export type LayerReport = z.output<typeof layerReport>

/** Outcome of `layer.check`: the import as it would be, nothing kept. */
export const layerCheck = z.object({
  featureCount: z.int(),
  encoding,
  reading: coordinateReading,
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  report: layerReport,
  /** The first repairs; the whole list comes with the imported layer. */
  repairs: z.array(repairLine),
  /** Closed lists that values can be mapped to, by field. */
  choices: z.array(
    z.object({
      field: layerField,
      values: z.array(z.object({ code: z.string(), name: z.string().nullable() })),
    }),
  ),
  streets: streetMatch.nullable(),
  drawing,
})
export type LayerCheck = z.output<typeof layerCheck>

/** How a file is to be read, as a person decided. */
export const importPlan = z.object({
  layer: z.string().max(1000),
  kind: layerKind,
  encoding: encodingName.optional(),
  /** Left out, the system that the file names. */
  reading: coordinateReading.optional(),
  mapping: z.partialRecord(layerField, z.string().max(255)),
  /** By field: a value of the file and what it means; an empty meaning leaves it empty. */
  meanings: z.partialRecord(layerField, z.record(z.string().max(500), z.string().max(100))).optional(),
})
export type ImportPlan = z.output<typeof importPlan>

export const layerRow = z.object({
  id,
  kind: layerKind,
  name: z.string(),
  /** The day the map shows: of the image, not of the import. */
  asOf: day,
  source: z.string(),
  fileName: z.string(),
  crs: coordinateReading.nullable(),
  encoding: encoding.nullable(),
  mapping: z.partialRecord(layerField, z.string()),
  featureCount: z.int(),
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  report: layerReport.nullable(),
  /** Of each kind the newest that is not newer than today. */
  inUse: z.boolean(),
  importedBy: z.string().nullable(),
  importedAt: instant,
  removedAt: instant.nullable(),
})
export type LayerRow = z.output<typeof layerRow>

const fileId = { params: z.object({ fileId: id }) }
const layerId = { params: z.object({ layerId: id }) }
const startedTask = z.object({ taskId: id })

const unreadable = [
  'map-file.empty',
  'map-file.format-unknown',
  'map-file.format-unsupported',
  'map-file.shapefile-needs-zip',
  'map-file.shapefile-incomplete',
  'map-file.damaged',
  'map-file.truncated',
  'map-file.encrypted',
  'map-file.too-large',
  'map-file.too-many-features',
  'map-file.too-many-vertices',
  'map-file.no-layers',
  'map-file.layer-unknown',
  'map-file.layer-empty',
] as const

export const listLayers = operation({
  id: 'layer.list',
  method: 'GET',
  path: '/api/layers',
  summary: '图层：各类图层的历次版本、日期、来源、坐标系与修正情况',
  policy: withVerb('facts.read'),
  query: z.object({ removed: yesNo.optional().meta({ description: 'true 连同已移除的' }) }),
  reply: z.object({
    layers: z.array(layerRow),
    /** Kinds without any layer today. */
    missing: z.array(layerKind),
  }),
})

export const getLayer = operation({
  id: 'layer.get',
  method: 'GET',
  path: '/api/layers/:layerId',
  summary: '一个图层，连同街道对应情况',
  policy: withVerb('facts.read'),
  ...layerId,
  reply: layerRow.extend({
    streets: streetMatch.nullable(),
    repairs: z.array(repairLine),
    repairTotal: z.int(),
  }),
  refusals: ['request.not-found'],
})

export const layerMap = operation({
  id: 'layer.map',
  method: 'GET',
  path: '/api/layers/:layerId/map',
  summary: '图层的图（GeoJSON，经纬度，按屏幕抽稀）',
  policy: withVerb('facts.read'),
  ...layerId,
  query: z.object({ most: z.coerce.number().int().min(1).max(20_000).default(5_000) }),
  reply: drawing,
  refusals: ['request.not-found'],
})

export const exportRepairs = operation({
  id: 'layer.exportRepairs',
  method: 'GET',
  path: '/api/layers/:layerId/repairs',
  summary: '图形修正清单（Excel）：每处修正前后的面积、丢弃的要素、未识别的属性值',
  policy: withVerb('facts.read'),
  ...layerId,
  reply: workbook,
  refusals: ['request.not-found'],
})

export const uploadMapFile = operation({
  id: 'layer.upload',
  method: 'POST',
  path: '/api/map-files',
  summary: '上传图层文件：GeoJSON、Shapefile（zip）、GeoPackage、KML/KMZ、FlatGeobuf；只保存文件，不导入',
  policy: withVerb('layer.edit'),
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: true,
  reply: z.object({ fileId: id }),
  refusals: ['request.too-large', 'map-file.empty'],
})

export const inspectMapFile = operation({
  id: 'layer.inspect',
  method: 'POST',
  path: '/api/map-files/:fileId/inspection',
  summary: '查看文件内容：图层、几何、字段、编码、坐标系及其与本区的吻合程度（后台进行）',
  policy: withVerb('layer.edit'),
  ...fileId,
  body: z.object({
    layer: z.string().max(1000).optional(),
    kind: layerKind.optional(),
    encoding: encodingName.optional(),
    reading: coordinateReading.optional(),
  }),
  reply: startedTask,
  refusals: ['request.not-found', 'layer.crs-unknown', ...unreadable],
})

const fitting = [
  'layer.crs-unknown',
  'layer.crs-local',
  'layer.geometry-unfit',
  'layer.nothing-left',
  'layer.field-unfit',
] as const

export const checkImport = operation({
  id: 'layer.check',
  method: 'POST',
  path: '/api/map-files/:fileId/check',
  summary: '试导入：位置、修正、丢弃、未识别的属性值，什么都不保存（后台进行）',
  policy: withVerb('layer.edit'),
  ...fileId,
  body: importPlan,
  reply: startedTask,
  refusals: ['request.not-found', ...fitting, ...unreadable],
})

export const importLayer = operation({
  id: 'layer.import',
  method: 'POST',
  path: '/api/map-files/:fileId/import',
  summary: '导入图层；位置不对的不收，并说明可能的原因（后台进行，可取消）',
  policy: withVerb('layer.edit'),
  ...fileId,
  body: importPlan.extend({
    name: z.string().trim().min(1).max(100),
    asOf: day,
    source: z.string().trim().min(1).max(200),
  }),
  reply: startedTask,
  refusals: [
    'request.not-found',
    'layer.day-in-future',
    'layer.shifted',
    'layer.elsewhere',
    'layer.local-system',
    'layer.off-china',
    ...fitting,
    ...unreadable,
  ],
})

/** Outcome of `layer.import`. The figures are now older than the map: measuring again is the next step. */
export const imported = z.object({ layerId: id, featureCount: z.int(), report: layerReport })

export const removeLayer = operation({
  id: 'layer.remove',
  method: 'POST',
  path: '/api/layers/:layerId/remove',
  summary: '移除图层；数据保留，可恢复',
  policy: withVerb('layer.edit'),
  ...layerId,
  reply: layerRow,
  refusals: ['request.not-found', 'layer.removed-already'],
})

export const restoreLayer = operation({
  id: 'layer.restore',
  method: 'POST',
  path: '/api/layers/:layerId/restore',
  summary: '恢复已移除的图层',
  policy: withVerb('layer.edit'),
  ...layerId,
  reply: layerRow,
  refusals: ['request.not-found', 'layer.not-removed'],
})

export const addStreetsOfLayer = operation({
  id: 'layer.addStreets',
  method: 'POST',
  path: '/api/layers/:layerId/streets',
  summary: '把街道图层中没有对应的面补建为街道（须有代码与名称）',
  policy: withVerb('facts.import'),
  ...layerId,
  body: z.object({ codes: z.array(z.string().min(1).max(20)).min(1).max(500) }),
  reply: streetMatch,
  refusals: ['request.not-found', 'layer.street-incomplete'],
})
