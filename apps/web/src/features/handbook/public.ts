export { limitWords } from './words.ts'
