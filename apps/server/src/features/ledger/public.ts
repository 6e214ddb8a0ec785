export { freezeLedger } from './freeze-ledger.ts'
export { endangeredBySite } from './endangered-by-site.ts'
