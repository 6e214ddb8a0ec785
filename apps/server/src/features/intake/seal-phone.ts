import type { Secret } from '../../config/secret.ts'

/** A telephone number as it is kept: unreadable, with the four digits by which people recognise it. */
export interface SealedPhone {
  readonly phone_cipher: string | null
  readonly phone_tail: string | null
}

const shownDigits = 4

export function sealPhone(secret: Secret, phone: string | undefined): SealedPhone {
  return phone === undefined
    ? { phone_cipher: null, phone_tail: null }
    : { phone_cipher: secret.encrypt(phone), phone_tail: phone.slice(-shownDigits) }
}
