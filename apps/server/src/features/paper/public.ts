export { paperStore } from './store.ts'
