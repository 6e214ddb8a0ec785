export { reviseReport } from './revise-report.ts'
export { startReport } from './start-report.ts'
