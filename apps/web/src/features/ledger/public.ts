export { sumsWords } from './ledger-words.ts'
