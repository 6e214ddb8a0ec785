import fc from 'fast-check'
import { expect, test } from 'vitest'
import { layerFromBytes, layerToBytes } from './layer-binary.ts'
import { layersFromGeoJson, layerToGeoJson } from './layer-geojson.ts'
import type { MapLayer } from './layer.ts'

const park: MapLayer = {
  geometry: 'polygon',
  positions: Float64Array.of(117, 34, 117.1, 34, 117.1, 34.1, 117, 34),
  ringStarts: Uint32Array.of(0, 4),
  partStarts: Uint32Array.of(0, 1),
  featureStarts: Uint32Array.of(0, 1),
  attributes: [{ 名称: '云龙公园', 面积: 3.5, 备注: null }],
}

test('a layer survives the way through bytes, whatever address they lie at', () => {
  const bytes = layerToBytes(park)
  expect(layerFromBytes(bytes)).toEqual({ ok: true, value: park })
  const shifted = new Uint8Array(bytes.length + 3)
  shifted.set(bytes, 3)
  expect(layerFromBytes(shifted.subarray(3))).toEqual({ ok: true, value: park })
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length))
  shared.set(bytes)
  expect(layerFromBytes(shared)).toEqual({ ok: true, value: park })
})

test('an empty layer is a layer', () => {
  const empty: MapLayer = {
    geometry: 'line',
    positions: new Float64Array(),
    ringStarts: Uint32Array.of(0),
    partStarts: Uint32Array.of(0),
    featureStarts: Uint32Array.of(0),
    attributes: [],
  }
  expect(layerFromBytes(layerToBytes(empty))).toEqual({ ok: true, value: empty })
})

test('any flipped bit and any cut is refused with a reason', () => {
  const bytes = layerToBytes(park)
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
      const damaged = bytes.slice()
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit)
      expect(layerFromBytes(damaged).ok).toBe(false)
    }),
  )
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), (length) => {
      expect(layerFromBytes(bytes.slice(0, length)).ok).toBe(false)
    }),
  )
  expect(layerFromBytes(new TextEncoder().encode('{"type":"FeatureCollection","features":[]}'))).toEqual({
    ok: false,
    refusal: { code: 'layer.not-a-layer' },
  })
})

const position = fc.tuple(
  fc.double({ min: 74, max: 134, noNaN: true }),
  fc.double({ min: 18, max: 53, noNaN: true }),
)
const ring = fc.array(position, { minLength: 3, maxLength: 6 }).map((open) => [...open, ...open.slice(0, 1)])

test('GeoJSON comes back as it went in', () => {
  const polygon = fc.array(ring, { minLength: 1, maxLength: 3 })
  const geometry = fc.oneof(
    polygon.map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
    fc
      .array(polygon, { minLength: 2, maxLength: 3 })
      .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
  )
  fc.assert(
    fc.property(fc.array(geometry, { minLength: 1, maxLength: 5 }), (geometries) => {
      const features = geometries.map((shape, i) => ({
        type: 'Feature' as const,
        properties: { name: `第${String(i)}处` },
        geometry: shape,
      }))
      const { polygon: layer, empty } = layersFromGeoJson(features)
      expect(empty).toBe(0)
      expect(layer === undefined ? undefined : layerToGeoJson(layer).features).toEqual(features)
    }),
  )
})

test('mixed geometries fall into one layer of each kind; features without geometry are counted', () => {
  const layers = layersFromGeoJson([
    { type: 'Feature', properties: { open: true }, geometry: { type: 'Point', coordinates: [117, 34, 30] } },
    {
      type: 'Feature',
      properties: null,
      geometry: {
        type: 'LineString',
        coordinates: [
          [117, 34],
          [118, 35],
        ],
      },
    },
    {
      type: 'Feature',
      properties: {},
      geometry: {
        type: 'GeometryCollection',
        geometries: [
          {
            type: 'MultiPoint',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    },
  ])
  expect(layers.point?.attributes).toEqual([{ open: 'true' }, {}])
  expect(layers.point?.positions).toEqual(Float64Array.of(117, 34, 1, 2, 3, 4))
  expect(layers.line?.positions).toEqual(Float64Array.of(117, 34, 118, 35))
  expect(layers.polygon).toBeUndefined()
  const nowhere = { type: 'GeometryCollection' as const, geometries: [] }
  expect(layersFromGeoJson([{ type: 'Feature', properties: {}, geometry: nowhere }]).empty).toBe(1)
})
