export { districtStore } from './store.ts'
