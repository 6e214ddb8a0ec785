export { faultSentence } from './fault-words.ts'
export { useImportTask } from './use-import-task.ts'
