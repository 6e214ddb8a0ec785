import { wgs84ByFormat } from './crs-text.ts'
import { LayerCollector, type ShapeWriter } from './layer-collector.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import { decodeText, encodingNamed } from './text-encoding.ts'
import { attributeOf, XmlWalk, type XmlHandler } from './xml-events.ts'
import { unpack } from './zip-archive.ts'
import type { GeometryKind, SourceLayer, TextEncodingName } from './source-layer.ts'

/** Characters read between two looks at the pace: about a thousand placemarks. */
const stride = 500_000

/** Reads OGC KML 2.3: placemarks with points, lines, polygons and tracks, their names and their extended data. */
export async function readKml(
  bytes: Uint8Array,
  name: string,
  pace: Pace,
  chosen: TextEncodingName | undefined,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  const { text, encoding } = decodeText(bytes, chosen ?? declaredEncoding(bytes))
  const collector = new LayerCollector(pace.limits)
  const placemarks = new Placemarks(collector)
  const walk = new XmlWalk(text.replace(/^\uFEFF/, ''), placemarks)
  let end = walk.step(stride)
  while (end === undefined) {
    await pace.turn(
      placemarks.count,
      Math.round((placemarks.count * text.length) / Math.max(1, walk.position)),
    )
    end = walk.step(stride)
  }
  if (end !== 'whole') {
    const code = end === 'truncated' ? 'map-file.truncated' : 'map-file.damaged'
    throw new Refused({ code, format: 'kml', part: end === 'doctype' ? 'doctype' : 'document' })
  }
  await pace.turn(placemarks.count, placemarks.count)
  return collector.finish(
    {
      name,
      format: 'kml',
      crs: wgs84ByFormat,
      encoding: chosen === undefined ? { name: encoding.name, how: 'format' } : encoding,
      declaredTypes: new Map(),
    },
    wanted,
  )
}

export async function readKmz(
  bytes: Uint8Array,
  path: string,
  name: string,
  pace: Pace,
  chosen: TextEncodingName | undefined,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  const inner = (await unpack(bytes, (candidate) => candidate === path, pace.limits)).get(path)
  if (inner === undefined) throw new Refused({ code: 'map-file.layer-unknown', layer: path })
  return readKml(inner, name, pace, chosen, wanted)
}

/** An XML file names its encoding in its first line; without a name it is UTF-8 or has a byte order mark. */
function declaredEncoding(bytes: Uint8Array): TextEncodingName | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, 120))
  const label = /encoding\s*=\s*["']([\w-]+)["']/.exec(head)?.[1]
  return label === undefined ? undefined : encodingNamed(label)
}

/** Elements whose text is an attribute of the placemark. */
const ownTexts = new Set(['name', 'description', 'address', 'phoneNumber', 'Snippet'])

class Placemarks implements XmlHandler {
  count = 0
  readonly #collector: LayerCollector
  readonly #folders: string[] = []
  readonly #path: string[] = []
  #attributes: Record<string, string> = {}
  #inPlacemark = false
  /** Name of the Data or SimpleData element being read. */
  #dataName: string | undefined
  #text = ''
  #open = new Set<GeometryKind>()
  #seen = false

  constructor(collector: LayerCollector) {
    this.#collector = collector
  }

  open(name: string, attributes: string): void {
    this.#path.push(name)
    this.#text = ''
    if (name === 'Folder') this.#folders.push('')
    if (name === 'Placemark') {
      this.#inPlacemark = true
      this.#attributes = {}
      this.#open = new Set()
      this.#seen = false
    }
    if (name === 'Data' || name === 'SimpleData') this.#dataName = attributeOf(attributes, 'name')
    if (name === 'Polygon' && this.#inPlacemark) this.#shape('polygon').beginPart()
    if (name === 'Track' && this.#inPlacemark) this.#shape('line').beginPart()
  }

  text(text: string): void {
    this.#text += text
  }

  close(name: string): void {
    this.#path.pop()
    const parent = this.#path.at(-1)
    const text = this.#text.trim()
    this.#text = ''
    if (name === 'Folder') this.#folders.pop()
    if (name === 'name' && parent === 'Folder') this.#folders[this.#folders.length - 1] = text
    if (!this.#inPlacemark) return
    switch (name) {
      case 'Placemark':
        this.#endPlacemark()
        break
      case 'coordinates':
        this.#coordinates(text, parent)
        break
      case 'Polygon':
        this.#shape('polygon').endPart()
        break
      case 'coord': {
        const [lon = Number.NaN, lat = Number.NaN] = text.split(/\s+/).map(Number)
        this.#shape('line').vertex(lon, lat)
        break
      }
      case 'Track':
        this.#shape('line').endRing()
        this.#shape('line').endPart()
        break
      case 'value':
      case 'SimpleData':
        if (this.#dataName !== undefined && this.#dataName !== '') this.#attributes[this.#dataName] = text
        break
      default:
        if (parent === 'Placemark' && ownTexts.has(name) && text !== '') this.#attributes[name] = text
    }
  }

  #shape(kind: GeometryKind): ShapeWriter {
    const shape = this.#collector.shape(kind)
    this.#seen = true
    if (!this.#open.has(kind)) {
      this.#open.add(kind)
      shape.beginFeature()
    }
    return shape
  }

  #coordinates(text: string, parent: string | undefined): void {
    const inPolygon = this.#path.includes('Polygon')
    if (inPolygon || parent === 'LineString' || parent === 'LinearRing') {
      const shape = this.#shape(inPolygon ? 'polygon' : 'line')
      if (!inPolygon) shape.beginPart()
      vertices(text, shape)
      shape.endRing()
      if (!inPolygon) shape.endPart()
    } else if (parent === 'Point') {
      const shape = this.#shape('point')
      shape.beginPart()
      vertices(text, shape)
      shape.endRing()
      shape.endPart()
    }
  }

  #endPlacemark(): void {
    this.#inPlacemark = false
    this.count++
    const folder = this.#folders.filter((name) => name !== '').join('/')
    const attributes = folder === '' ? this.#attributes : { ...this.#attributes, folder }
    for (const kind of this.#open) this.#collector.shape(kind).endFeature(attributes)
    if (!this.#seen) this.#collector.drop('no-geometry')
  }
}

/** `lon,lat[,height]` separated by white space; hand-made files put spaces behind the commas too. */
function vertices(text: string, shape: ShapeWriter): void {
  const tuples = /,\s/.test(text) ? text.replaceAll(/\s*,\s*/g, ',') : text
  for (const tuple of tuples.split(/\s+/)) {
    if (tuple === '') continue
    const comma = tuple.indexOf(',')
    const second = tuple.indexOf(',', comma + 1)
    const lat = tuple.slice(comma + 1, second < 0 ? undefined : second)
    shape.vertex(Number(tuple.slice(0, Math.max(0, comma)) || Number.NaN), Number(lat || Number.NaN))
  }
}
