export { districtMapOf, layersOn, readLayer } from './district-map.ts'
export { layerStore, type NewLayer, type StoredLayer } from './store.ts'
