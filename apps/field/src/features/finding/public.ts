export { actTitles, isFieldAct } from './act-titles.ts'
export { reviseReport } from './revise-report.ts'
export { startReport } from './start-report.ts'
