export { districtStore, type District } from './store.ts'
