import type { layerZhCn } from './layer.zh-cn.ts'

export const layerEn: typeof layerZhCn = {
  title: 'Layers',
  lead: 'Boundary, green, residential land, roads, and where each layer came from.',
}
