export { sessionReader } from './session-cookie.ts'
export { addAccount } from './administer-accounts.ts'
export {
  addMissing,
  createDistrict,
  foundingDistrict,
  isInstalled,
  issueSetupToken,
  type HandedOver,
} from './set-up.ts'
