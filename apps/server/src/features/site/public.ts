export { holesSummary } from './duty-holes.ts'
export { pinyinOf } from './pinyin.ts'
export { placeStore } from './place-store.ts'
export { siteStore } from './store.ts'
