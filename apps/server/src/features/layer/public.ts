export { districtMapOf, layersOn, readLayer } from './district-map.ts'
export { layerStore, type StoredLayer } from './store.ts'
