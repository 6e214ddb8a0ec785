export { useHandbook } from './use-handbook.ts'
