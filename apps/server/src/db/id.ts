import { v7 } from 'uuid'

const uuidForm = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * A new id (UUIDv7, RFC 9562). Made here and not by the database: a phone makes
 * them too, and no distributed PostgreSQL has to agree on a sequence.
 */
export function newId(): string {
  return v7()
}

export function isUuid(text: string): boolean {
  return uuidForm.test(text)
}
