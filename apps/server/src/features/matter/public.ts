export { giveMatter, moveMatter, recordMeeting } from './give-matters.ts'
export { listMatters } from './read-matters.ts'
