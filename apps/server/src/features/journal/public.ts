export { journalFollower } from './follow-journal.ts'
