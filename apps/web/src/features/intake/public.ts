export { faultSentence } from './fault-words.ts'
export { useUpload } from './use-upload.ts'
