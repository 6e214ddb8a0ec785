export { targetStore, type NewPart, type NewProgress, type NewTarget } from './store.ts'
