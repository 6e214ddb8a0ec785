export { sessionReader } from './session-cookie.ts'
export { stillAdmitted } from './still-admitted.ts'
export { addAccount } from './administer-accounts.ts'
export { foundingDistrict, issueSetupToken } from './set-up.ts'
