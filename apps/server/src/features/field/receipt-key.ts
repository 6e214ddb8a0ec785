import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Deps } from '../../deps.ts'
import { receiptKeyStore, type KeptKey } from './receipt-key-store.ts'

export interface ReceiptKey {
  readonly secret: KeyObject
  /** SPKI PEM. */
  readonly open: string
  /** Keys of earlier receipts. */
  readonly former: readonly string[]
}

/**
 * The installation's key for receipts: made once, kept encrypted in the database,
 * so that every process signs with the same one and no backup holds it in clear.
 * Where the data directory's secret was lost, receipts go on under a new key.
 */
export function receiptKeys({
  db,
  secret,
  log,
}: Pick<Deps, 'db' | 'secret' | 'log'>): () => Promise<ReceiptKey> {
  let loaded: Promise<ReceiptKey> | undefined

  const load = () =>
    db.identify(async ({ query }) => {
      const store = receiptKeyStore(query)
      await store.addUnlessThere(fresh([]))
      const kept = await store.locked()
      const readable = read(kept)
      if (readable !== undefined) return readable
      log.warn('回执签名的私钥无法解密（secret.key 已更换），已换用新的密钥')
      const made = fresh([kept.open, ...kept.former])
      await store.replace(made)
      return readOrThrow(made)
    })

  const fresh = (former: readonly string[]): KeptKey => {
    const pair = generateKeyPairSync('ed25519')
    return {
      open: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
      cipher: secret.encrypt(pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()),
      former: [...former],
    }
  }

  const readOrThrow = ({ cipher, former }: KeptKey): ReceiptKey => {
    const key = createPrivateKey(secret.decrypt(cipher))
    return {
      secret: key,
      open: createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString(),
      former,
    }
  }
  const read = (kept: KeptKey): ReceiptKey | undefined => {
    try {
      return readOrThrow(kept)
    } catch {
      return undefined
    }
  }

  return () =>
    (loaded ??= load().catch((fault: unknown) => {
      loaded = undefined
      throw fault
    }))
}
