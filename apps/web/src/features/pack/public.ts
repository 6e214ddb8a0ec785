export { conditionWords } from './words.ts'
export { fieldWords, valueWords, versionWords } from './words.ts'
