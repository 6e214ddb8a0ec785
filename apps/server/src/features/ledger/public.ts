export { freezeLedger } from './freeze-ledger.ts'
