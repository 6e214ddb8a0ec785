export { sessionReader } from './session-cookie.ts'
export { addAccount } from './administer-accounts.ts'
export { foundingDistrict, issueSetupToken } from './set-up.ts'
