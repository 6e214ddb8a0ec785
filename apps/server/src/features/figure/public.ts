export { figureStore } from './store.ts'
