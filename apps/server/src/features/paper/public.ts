export { draftPapers } from './draft-papers.ts'
export { stepPapers } from './step-papers.ts'
export { paperStore } from './store.ts'
