import type { Secret } from '../../../config/secret.ts'
import { sealPhone, type SealedPhone } from '../seal-phone.ts'

/** Reads telephone numbers of the lists in memory and only there; each is decrypted at most once. */
export class PhoneBook {
  readonly #secret: Secret
  readonly #plain = new Map<string, string>()

  constructor(secret: Secret) {
    this.#secret = secret
  }

  read({ phone_cipher: cipher }: SealedPhone): string | undefined {
    if (cipher === null) return undefined
    const known = this.#plain.get(cipher)
    if (known !== undefined) return known
    const plain = this.#secret.decrypt(cipher)
    this.#plain.set(cipher, plain)
    return plain
  }

  /** The number as kept. The same number keeps its cipher, so that nothing counts as changed. */
  seal(phone: string | undefined, before: SealedPhone | undefined): SealedPhone {
    if (before !== undefined && (phone === undefined || this.read(before) === phone)) {
      return { phone_cipher: before.phone_cipher, phone_tail: before.phone_tail }
    }
    const sealed = sealPhone(this.#secret, phone)
    if (sealed.phone_cipher !== null && phone !== undefined) this.#plain.set(sealed.phone_cipher, phone)
    return sealed
  }
}
