import { DOMParser } from '@xmldom/xmldom'
import { kmlGen } from '@tmcw/togeojson'
import { wgs84ByFormat } from './crs-text.ts'
import { collectAll } from './geojson.ts'
import type { Pace } from './pace.ts'
import { Refused } from './refused.ts'
import { decodeText, encodingNamed } from './text-encoding.ts'
import { unpack } from './zip-archive.ts'
import type { GeometryKind, SourceLayer, TextEncodingName } from './source-layer.ts'

/** How a placemark is drawn is not what it is. */
const drawing = /^(stroke|fill|icon|label|marker|styleUrl|styleHash|styleMapHash|visibility|@geometry-type)/

export async function readKml(
  bytes: Uint8Array,
  name: string,
  pace: Pace,
  chosen: TextEncodingName | undefined,
  wanted: GeometryKind | undefined,
): Promise<SourceLayer> {
  const { text, encoding } = decodeText(bytes, chosen ?? declaredEncoding(bytes))
  const document = parse(text)
  const { collector } = await collectAll(features(document), pace, () => undefined)
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

function parse(text: string): ReturnType<DOMParser['parseFromString']> {
  // Entities of a document type are the way XML bombs are built, and no KML writer has one.
  if (/<!DOCTYPE/i.test(text.slice(0, 4_096)))
    throw new Refused({ code: 'map-file.damaged', format: 'kml', part: 'doctype' })
  try {
    return new DOMParser({
      onError: (level) => {
        if (level !== 'warning') throw new Error(level)
      },
    }).parseFromString(text.replace(/^\uFEFF/, ''), 'text/xml')
  } catch {
    const whole = /<\/(\w+:)?kml>\s*$/.test(text)
    throw new Refused({
      code: whole ? 'map-file.damaged' : 'map-file.truncated',
      format: 'kml',
      part: 'document',
    })
  }
}

function* features(document: ReturnType<DOMParser['parseFromString']>): Generator<unknown> {
  try {
    for (const feature of kmlGen(document, { skipNullGeometry: false })) {
      const properties = Object.entries(feature.properties ?? {}).filter(([key]) => !drawing.test(key))
      yield {
        ...feature,
        properties: Object.fromEntries(properties.map(([key, value]) => [key, cellText(value)])),
      }
    }
  } catch (fault) {
    if (fault instanceof Refused) throw fault
    throw new Refused({ code: 'map-file.damaged', format: 'kml', part: 'placemark' })
  }
}

/** Descriptions come as { '@type': 'html', value } where they hold mark-up. */
function cellText(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'value' in value ? value.value : value
}
