import { expect, it } from 'vitest'
import { boundsOf, styleLayers, type MapView } from './map-look.ts'

const point = (lon: number, lat: number): GeoJSON.Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'Point', coordinates: [lon, lat] },
})

function view(features: GeoJSON.Feature[]): MapView {
  return {
    id: 'site',
    label: '点位',
    data: { type: 'FeatureCollection', features },
    look: {
      kind: 'point',
      colour: {
        property: 'verdict',
        classes: [{ value: 'lost', label: '失分', colour: '--lost' }],
        other: { label: '未评', colour: '--unassessed' },
      },
    },
    nameProperty: 'name',
  }
}

it('a map without features has no bounds, rather than the whole world', () => {
  expect(boundsOf([view([])])).toBeUndefined()
})

it('bounds hold every vertex, through collections and holes', () => {
  const collection: GeoJSON.Feature = {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'MultiPolygon',
          coordinates: [
            [
              [
                [117, 36],
                [117.2, 36],
                [117.2, 36.3],
                [117, 36],
              ],
            ],
          ],
        },
      ],
    },
  }
  expect(boundsOf([view([point(116.9, 36.1)]), view([collection])])).toEqual([116.9, 36, 117.2, 36.3])
})

it('a feature without geometry is passed over', () => {
  const nowhere = { type: 'Feature', properties: {}, geometry: null } as unknown as GeoJSON.Feature
  expect(boundsOf([view([nowhere, point(117, 36)])])).toEqual([117, 36, 117, 36])
})

it('colours come from the tokens, by the value of the property', () => {
  const [circle, name] = styleLayers(view([]), (token) => `colour of ${token}`)
  expect(circle?.type === 'circle' && circle.paint?.['circle-color']).toEqual([
    'case',
    ['==', ['get', 'verdict'], 'lost'],
    'colour of --lost',
    'colour of --unassessed',
  ])
  expect(name?.type).toBe('symbol')
})
