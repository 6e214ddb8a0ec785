export { faultSentence } from './fault-words.ts'
