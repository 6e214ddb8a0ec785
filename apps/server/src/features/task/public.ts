export { taskRunner, type TaskHandle, type TaskRunner } from './run-task.ts'
