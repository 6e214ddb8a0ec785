export { useBackdrop } from './use-backdrop.ts'
