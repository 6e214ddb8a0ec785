export { packOf } from './pack-of.ts'
