export { makeBundle } from './make-bundle.ts'
export { recordEverywhere } from './record-everywhere.ts'
export { nightStore } from './store.ts'
