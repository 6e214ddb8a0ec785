import { randomBytes, randomInt, scrypt, timingSafeEqual } from 'node:crypto'

/** scrypt at 32 MiB a hash: about 60 ms on an office server, too dear for guessing. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const keyBytes = 32

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt)
  return `scrypt$${String(cost.N)}$${salt.toString('base64url')}$${key.toString('base64url')}`
}

export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, , salt, key] = hash.split('$')
  if (salt === undefined || key === undefined) return false
  return timingSafeEqual(
    await derive(password, Buffer.from(salt, 'base64url')),
    Buffer.from(key, 'base64url'),
  )
}

/** Spends the time of a check where there is no account, so that an answer's delay does not tell names. */
export async function spendCheckTime(password: string): Promise<void> {
  await derive(password, Buffer.alloc(16))
}

function derive(password: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, keyBytes, cost, (error, key) => {
      if (error === null) resolve(key)
      else reject(error)
    })
  })
}

/** Letters and digits that cannot be mistaken for each other when read from paper. */
const readable = { upper: 'ABCDEFGHJKLMNPQRSTUVWXYZ', lower: 'abcdefghijkmnpqrstuvwxyz', digit: '23456789' }

/** A password to be handed over once and changed at the first sign-in: `Kmxq-7382-wprt-4956`, 60+ bits. */
export function initialPassword(): string {
  const pick = (from: string, count: number) =>
    Array.from({ length: count }, () => from.charAt(randomInt(from.length))).join('')
  return [
    pick(readable.upper, 1) + pick(readable.lower, 3),
    pick(readable.digit, 4),
    pick(readable.lower, 4),
    pick(readable.digit, 4),
  ].join('-')
}
