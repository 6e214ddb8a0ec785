/**
 * What a map layer shows (图层). Each kind has one geometry and the fields that
 * the indicators read; a file's own field names are mapped onto these at import.
 */
export const layerKinds = {
  'built-up': { title: '建成区', geometry: 'polygon', fields: [] },
  streets: { title: '街道', geometry: 'polygon', fields: ['code', 'name'] },
  green: { title: '绿地', geometry: 'polygon', fields: ['id', 'name', 'class2017', 'class2002'] },
  'green-under-construction': {
    title: '在建绿地',
    geometry: 'polygon',
    fields: ['id', 'name', 'class2017', 'class2002'],
  },
  canopy: { title: '乔灌木树冠', geometry: 'polygon', fields: [] },
  'roof-green': { title: '屋顶绿化', geometry: 'polygon', fields: [] },
  homes: { title: '居住用地', geometry: 'polygon', fields: ['id', 'name', 'people'] },
  roads: { title: '道路', geometry: 'line', fields: ['id', 'name', 'class', 'width', 'treeSides', 'shaded'] },
  greenways: { title: '绿道', geometry: 'line', fields: ['name'] },
  water: { title: '水体', geometry: 'polygon', fields: ['name'] },
  'historic-quarters': { title: '历史文化街区', geometry: 'polygon', fields: ['name'] },
  candidates: { title: '口袋公园备选地块', geometry: 'polygon', fields: ['id', 'name', 'use'] },
} as const satisfies Readonly<Record<string, LayerKindRule>>

interface LayerKindRule {
  readonly title: string
  readonly geometry: 'polygon' | 'line' | 'point'
  readonly fields: readonly LayerField[]
}

export type LayerKind = keyof typeof layerKinds

/**
 * Fields that indicators read.
 *
 * class2017, class2002  code of CJJ/T 85, editions 2017 and 2002
 * people                residents of a parcel
 * class                 road class: expressway, arterial, secondary, branch
 * width                 metres
 * treeSides             sides of a road planted with street trees: 0, 1, 2
 * shaded                share of the footway under canopy, percent
 */
export const layerFields = [
  'id',
  'code',
  'name',
  'class2017',
  'class2002',
  'people',
  'class',
  'width',
  'treeSides',
  'shaded',
  'use',
] as const
export type LayerField = (typeof layerFields)[number]

export const roadClasses = ['expressway', 'arterial', 'secondary', 'branch'] as const
export type RoadClass = (typeof roadClasses)[number]

export function isLayerKind(text: string): text is LayerKind {
  return Object.hasOwn(layerKinds, text)
}
