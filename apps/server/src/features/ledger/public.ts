export { appealIn, appealTitles, decideOn } from './appeal.ts'
export { freezeLedger } from './freeze-ledger.ts'
export { endangeredBySite, entriesByRow } from './endangered-by.ts'
export { reckon } from './reckon.ts'
