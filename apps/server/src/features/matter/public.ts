export { giveMatter, moveMatter, recordMeeting } from './give-matters.ts'
export { listMatters } from './read-matters.ts'
export { listTodos } from './todos.ts'
export { matterStore } from './store.ts'
