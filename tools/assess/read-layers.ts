import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Day } from '@chuangyuan/domain/day'
import { isLayerKind, layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { DistrictLayer, DistrictMap } from '@chuangyuan/indicators/district-map'
import {
  isAcceptable,
  type PlacementCheck,
  type PlacementReference,
} from '@chuangyuan/map-files/check-placement'
import { guessFields } from '@chuangyuan/map-files/field-guess'
import { guessKind } from '@chuangyuan/map-files/kind-guess'
import { textOfCrs } from '@chuangyuan/map-files/layer-crs'
import { prepareLayer, type PreparedLayer } from '@chuangyuan/map-files/prepare-layer'
import { listLayers, readLayer } from '@chuangyuan/map-files/read-map-file'
import { causeText } from '../../apps/server/src/features/layer/texts.ts'

/** A layer of a file, and what it is taken for. */
export interface ChosenLayer {
  readonly kind: LayerKind
  readonly file: string
  readonly layer: string
}

/** What cannot go on, in words for the person at the prompt. */
export class CannotAssess extends Error {
  override readonly name = 'CannotAssess'
}

const endings = /\.(geojson|json|zip|gpkg|kml|kmz|fgb)$/i

/** Files, folders and `kind=file`; what a file shows is told by its name, or by the names of its layers. */
export async function chooseLayers(
  given: readonly string[],
  say: (line: string) => void,
): Promise<ChosenLayer[]> {
  const chosen: ChosenLayer[] = []
  for (const each of given) {
    const [, named, file = each] = /^([a-z-]+)=(.+)$/.exec(each) ?? []
    if (named !== undefined && !isLayerKind(named)) {
      throw new CannotAssess(`没有“${named}”这类图层。可用：${Object.keys(layerKinds).join('、')}`)
    }
    for (const found of filesIn(file)) {
      const listed = await listLayers(bytesOf(found), path.basename(found))
      if (!listed.ok) throw new CannotAssess(`${found}：读不出来（${listed.refusal.code}）`)
      for (const { id, name } of listed.value) {
        const kind = named ?? guessKind(name) ?? guessKind(path.basename(found))
        if (kind === undefined) say(`略过 ${found}（${name}）：看不出是哪类图层，可写成 类别=文件`)
        else if (isLayerKind(kind)) chosen.push({ kind, file: found, layer: id })
      }
    }
  }
  // The boundary and the streets come first: by them every other layer is placed.
  const rank = ({ kind }: ChosenLayer) => (kind === 'built-up' ? 0 : kind === 'streets' ? 1 : 2)
  return chosen.toSorted((a, b) => rank(a) - rank(b))
}

function filesIn(file: string): string[] {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) throw new CannotAssess(`没有这个文件：${file}`)
  if (!statSync(file).isDirectory()) return [file]
  return readdirSync(file)
    .filter((name) => endings.test(name))
    .toSorted()
    .map((name) => path.join(file, name))
}

function bytesOf(file: string): Uint8Array {
  return new Uint8Array(readFileSync(file))
}

/** The map of the chosen layers. One that lies beside its place stops everything: figures made from it would look right. */
export async function readMap(
  chosen: readonly ChosenLayer[],
  asOf: Day,
  say: (line: string) => void,
): Promise<DistrictMap> {
  const layers: Partial<Record<LayerKind, DistrictLayer>> = {}
  for (const { kind, file, layer } of chosen) {
    if (layers[kind] !== undefined) {
      throw new CannotAssess(`${layerKinds[kind].title}给了两个图层，第二个是 ${file}（${layer}）`)
    }
    const reference: PlacementReference = {
      ...(layers['built-up'] === undefined ? {} : { builtUp: layers['built-up'].layer }),
      ...(layers.streets === undefined ? {} : { streets: layers.streets.layer }),
    }
    const prepared = await prepare({ kind, file, layer }, reference)
    layers[kind] = { layer: prepared.layer, name: path.basename(file), asOf }
    say(told(kind, file, prepared))
  }
  return { layers, zones: zonesOf(layers.streets) }
}

async function prepare(
  { kind, file, layer }: ChosenLayer,
  reference: PlacementReference,
): Promise<PreparedLayer> {
  const bytes = bytesOf(file)
  const name = path.basename(file)
  const { geometry } = layerKinds[kind]
  const source = await readLayer(bytes, name, { layer, geometry })
  if (!source.ok) throw new CannotAssess(`${file}：读不出来（${source.refusal.code}）`)
  const { fields } = guessFields(kind, source.value.fields, source.value.attributes)
  const sources = Object.fromEntries(
    fields.flatMap(({ field, source: from }) => (from === undefined ? [] : [[field, from]])),
  )
  const prepared = await prepareLayer(bytes, name, { kind, layer, sources }, reference)
  if (!prepared.ok) throw new CannotAssess(`${file}：${prepared.refusal.code}`)
  const { placement } = prepared.value
  if (!isAcceptable(placement)) {
    throw new CannotAssess(`${file}：位置不对，没有评估。${whyMisplaced(placement)}`)
  }
  return prepared.value
}

function whyMisplaced(placement: PlacementCheck): string {
  switch (placement.verdict) {
    case 'shifted':
      return placement.causes.map((cause) => causeText[cause]).join('；')
    case 'elsewhere':
      return `离建成区约 ${placement.kilometres.toFixed(0)} 千米`
    case 'off-china':
      return '不在中国境内'
    case 'suggested':
    case 'local-system':
      return '坐标与任何国家坐标系都对不上'
    case 'fits':
    case 'unchecked':
      return ''
  }
}

function told(
  kind: LayerKind,
  file: string,
  { layer, reading, repairs, dropped, problems }: PreparedLayer,
): string {
  const lost = dropped.reduce((sum, { count }) => sum + count, 0)
  const odd = problems.filter(({ code }) => code !== 'read-as-fraction').length
  return [
    `${layerKinds[kind].title}：${path.basename(file)}，${String(layer.attributes.length)} 个要素，${textOfCrs(reading.crs)}`,
    ...(repairs.length === 0 ? [] : [`修正 ${String(repairs.length)} 处`]),
    ...(lost === 0 ? [] : [`丢弃 ${String(lost)} 个`]),
    ...(odd === 0 ? [] : [`${String(odd)} 种属性问题`]),
  ].join('，')
}

/** A street is known by its code, else its name. */
function zonesOf(streets: DistrictLayer | undefined): (string | null)[] {
  return (streets?.layer.attributes ?? []).map(({ code, name }) => {
    const known = code ?? name
    return known === null || known === undefined || known === '' ? null : String(known)
  })
}
