export { conditionWords } from './words.ts'
