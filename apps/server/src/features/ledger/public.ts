export { appealIn, appealTitles, decideOn } from './appeal.ts'
export { freezeLedger } from './freeze-ledger.ts'
export { endangeredBySite } from './endangered-by-site.ts'
export { reckon } from './reckon.ts'
