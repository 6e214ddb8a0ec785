import { layerKinds, type LayerKind } from '@chuangyuan/domain/layer/layer-kind'
import type { GeometryKind } from './source-layer.ts'

/** Pieces of file and layer names by which districts' maps are recognised; the first kind that fits is proposed. */
const words: readonly (readonly [LayerKind, readonly string[]])[] = [
  ['green-under-construction', ['在建绿地', '在建公园', '在建', 'green-under-construction', 'zaijian']],
  ['historic-quarters', ['历史文化街区', '历史街区', '历史', 'historic-quarters', 'historic', 'lsjq']],
  ['roof-green', ['屋顶绿化', '屋顶', 'roof-green', 'roof', 'wuding']],
  ['candidates', ['备选地块', '口袋公园备选', '备选', '候选', 'candidate', 'beixuan']],
  ['canopy', ['树冠', '乔灌木', '乔木', '绿化覆盖', 'canopy', 'tree', 'shuguan']],
  ['greenways', ['绿道', 'greenway', 'lvdao', 'ludao']],
  ['built-up', ['建成区', 'built-up', 'builtup', 'built', 'jcq', 'jianchengqu']],
  [
    'streets',
    ['街道界', '街道', '镇街', '乡镇', '行政区', 'streets', 'subdistrict', 'subzone', 'xzq', 'jiedao'],
  ],
  ['homes', ['居住用地', '居住', '小区', '住宅', 'homes', 'residential', 'juzhu', 'xiaoqu']],
  ['roads', ['道路', '路网', '路段', 'road', 'daolu', 'luwang']],
  ['water', ['水体', '水系', '水域', '河流', '湖泊', 'water', 'shuixi', 'shuiti']],
  ['green', ['绿地', '公园', 'green', 'park', 'lvdi', 'ludi', 'gongyuan']],
]

/** The kind that a layer's name tells, if its geometry is that kind's; undefined where the name says nothing. */
export function guessKind(name: string, geometry?: GeometryKind): LayerKind | undefined {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  return words.find(
    ([kind, pieces]) =>
      (geometry === undefined || layerKinds[kind].geometry === geometry) &&
      pieces.some((piece) => plain.includes(piece)),
  )?.[0]
}
