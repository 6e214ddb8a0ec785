import { caller } from '@chuangyuan/contract/call'

/** Calls an operation of the contract on our own server; refusals are thrown as `CallRefused`. */
export const call = caller((url, init) => fetch(url, init))
