export { sessionReader } from './session-cookie.ts'
export { addAccount } from './administer-accounts.ts'
export { addMissing, createDistrict, isInstalled, issueSetupToken, type HandedOver } from './set-up.ts'
