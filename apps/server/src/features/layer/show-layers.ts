import {
  coordinateReading,
  layerReport,
  repairLine,
  type layerMap,
  type LayerRow,
  type listLayers,
  type getLayer,
  type StreetMatch,
} from '@chuangyuan/contract/layer'
import * as contract from '@chuangyuan/contract/layer'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { dayOf, type Day } from '@chuangyuan/domain/day'
import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import { drawingOf } from '@chuangyuan/map-files/drawing'
import type { Blobs } from '../../db/blobs.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { layersOn, readLayer } from './district-map.ts'
import { matchStreets } from './match-streets.ts'
import { layerStore, type ListedLayer } from './store.ts'

/** Repairs that a page shows; the export has all. */
const repairsShown = 200
/** About a megabyte on the wire. */
const mostVertices = 60_000

export function allLayers(
  { db, clock }: Deps,
  by: Session,
  withRemoved: boolean,
): Promise<ReplyOf<typeof listLayers>> {
  return db.read(by, async ({ query, districtId }) => {
    const store = layerStore(query, districtId)
    const present = await store.layers()
    const inUse = inUseOn(present, dayOf(clock()))
    const shown = withRemoved ? await store.everyLayer() : present
    const kinds = new Set(present.map(({ kind }) => kind))
    return {
      layers: shown.map((layer) => onWire(layer, inUse)),
      missing: (Object.keys(layerKinds) as LayerKind[]).filter((kind) => !kinds.has(kind)),
    }
  })
}

export async function oneLayer(
  { db, blobs, clock }: Deps,
  by: Session,
  layerId: string,
): Promise<ReplyOf<typeof getLayer>> {
  const found = await db.read(by, async (tx) => {
    const store = layerStore(tx.query, tx.districtId)
    const layer = orNotFound(await store.layer(layerId), 'layer')
    const { streets } = await placeStore(tx.query, tx.districtId).places()
    return {
      layer,
      streets,
      row: await rowOf(tx, layer, dayOf(clock())),
      repairs: repairsOf(await store.repairs(layerId)),
    }
  })
  return {
    ...found.row,
    streets: await streetsMatched(blobs, found.layer, found.streets),
    repairs: found.repairs.slice(0, repairsShown),
    repairTotal: found.repairs.length,
  }
}

export async function mapOf(
  { db, blobs }: Deps,
  by: Session,
  layerId: string,
  most: number,
): Promise<ReplyOf<typeof layerMap>> {
  const layer = await db.read(by, async ({ query, districtId }) =>
    orNotFound(await layerStore(query, districtId).layer(layerId), 'layer'),
  )
  return drawingOf(await readLayer(blobs, layer.layerBlob), { features: most, vertices: mostVertices })
}

/** How the polygons of a streets layer agree with the district's streets; null for other kinds. */
export async function streetsMatched(
  blobs: Blobs,
  { kind, layerBlob }: ListedLayer,
  streets: readonly { readonly code: string; readonly name: string }[],
): Promise<StreetMatch | null> {
  if (kind !== 'streets') return null
  return matchStreets(polygonNames((await readLayer(blobs, layerBlob)).attributes), streets)
}

export function polygonNames(
  attributes: readonly Readonly<Record<string, string | number | null>>[],
): { readonly code: string; readonly name: string }[] {
  return attributes.map(({ code, name }) => ({ code: String(code ?? ''), name: String(name ?? '') }))
}

export async function rowOf(
  { query, districtId }: ReadTx,
  layer: ListedLayer,
  today: Day,
): Promise<LayerRow> {
  return onWire(layer, inUseOn(await layerStore(query, districtId).layers(), today))
}

function inUseOn(layers: readonly ListedLayer[], today: Day): ReadonlySet<string> {
  return new Set(layersOn(layers, today).map(({ id }) => id))
}

export function repairsOf(stored: unknown): contract.RepairLine[] {
  return repairLine.array().catch([]).parse(stored)
}

function onWire(layer: ListedLayer, inUse: ReadonlySet<string>): LayerRow {
  const { id, kind, name, asOf, source, fileName, mapping, featureCount, importedAt, removedAt, importer } =
    layer
  return {
    id,
    kind,
    name,
    asOf,
    source,
    fileName,
    crs: coordinateReading.nullable().catch(null).parse(layer.crs),
    encoding: contract.layerRow.shape.encoding.catch(null).parse(layer.encoding),
    mapping: { ...mapping },
    featureCount,
    bounds: [...layer.bounds],
    report: layerReport.nullable().catch(null).parse(layer.report),
    inUse: inUse.has(id),
    importedBy: importer,
    importedAt,
    removedAt,
  }
}
