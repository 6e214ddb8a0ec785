export { latestPacks } from './latest-packs.ts'
export { packOf } from './pack-of.ts'
