import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Encrypts short texts at rest (AES-256-GCM). The key lies outside the database and outside its backup. */
export interface Secret {
  encrypt(plain: string): string
  decrypt(cipher: string): string
}

const version = 'v1'

export function secretWith(key: Uint8Array): Secret {
  return {
    encrypt(plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [version, ...[nonce, cipher.getAuthTag(), text].map((part) => part.toString('base64url'))].join(
        '.',
      )
    },
    decrypt(encrypted) {
      const [tag, nonce, auth, text] = encrypted.split('.')
      if (tag !== version || nonce === undefined || auth === undefined || text === undefined) {
        throw new Error('not an encrypted text of this program')
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'))
      decipher.setAuthTag(Buffer.from(auth, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString(
        'utf8',
      )
    },
  }
}

/** The installation's key, made at the first start. Two starters agree: the file is created exclusively. */
export function loadSecretKey(dataDir: string): Uint8Array {
  const file = path.join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true })
  if (!existsSync(file)) {
    try {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    }
  }
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
}
