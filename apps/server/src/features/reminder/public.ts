export { sendDue } from './send-due.ts'
