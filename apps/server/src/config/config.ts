import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import type { BlobPlace } from '../db/blobs-at.ts'
import { envSchema, type Env } from './env.ts'

/** Where the rows live: a PostgreSQL this process looks after, or one that somebody else runs. */
export type DatabasePlace =
  | { readonly kind: 'embedded'; readonly dataDir: string; readonly binDir: string | undefined }
  | { readonly kind: 'server'; readonly url: string; readonly ownerUrl: string }

export interface DatabaseConfig {
  readonly place: DatabasePlace
  /** Most connections one process opens for requests. */
  readonly poolSize: number
}

export interface Config {
  readonly dataDir: string
  readonly blobs: BlobPlace
  readonly host: string
  readonly port: number
  /** As typed in a browser, without a closing slash. */
  readonly publicUrl: string | undefined
  /** Proxies whose word on the caller's address is taken. */
  readonly trustProxy: readonly string[] | false
  readonly requestsPerMinute: number
  /** Origins beside the official ones to which reminders may be sent. */
  readonly reminderOrigins: readonly string[]
  /** The built console's files. */
  readonly consoleDir: string
  /** The built app for phones. */
  readonly fieldDir: string
  /** Of this program, as its `package.json` has it. */
  readonly version: string
  readonly logLevel: Env['LOG_LEVEL']
  /** Whether an empty database receives the demo district. */
  readonly seedDemo: boolean
  readonly database: DatabaseConfig
  readonly nightlyBackup: {
    readonly on: boolean
    /** Hour of the Beijing day from which it is made. */
    readonly hour: number
    readonly keepDays: number
  }
  /** Beyond these a photo is refused unread. */
  /** Largest rescue file of a phone. */
  readonly rescueBytes: number
  readonly photoLimits: { readonly bytes: number; readonly pixels: number }
}

/** The settings contradict each other or cannot be read; nothing has been started. */
export class ConfigFault extends Error {
  override readonly name = 'ConfigFault'
  readonly code = 'config.invalid'
  readonly problems: readonly { readonly variable: string; readonly problem: string }[]

  constructor(problems: ConfigFault['problems']) {
    super(
      `config.invalid 设置有误：${problems.map(({ variable, problem }) => `${variable}（${problem}）`).join('；')}`,
    )
    this.problems = problems
  }
}

export function readConfig(variables: Readonly<Record<string, string | undefined>>): Config {
  const parsed = envSchema.safeParse(variables)
  if (!parsed.success) {
    throw new ConfigFault(
      parsed.error.issues.map(({ path, message }) => ({ variable: path.join('.'), problem: message })),
    )
  }
  const env = parsed.data
  const dataDir = resolve(env.DATA_DIR)
  return {
    dataDir,
    blobs: blobPlace(env, dataDir),
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: listOf(env.TRUST_PROXY),
    requestsPerMinute: env.REQUESTS_PER_MINUTE,
    reminderOrigins: listOf(env.REMINDER_ORIGINS) || [],
    consoleDir: resolve(import.meta.dirname, '../../../web/dist'),
    fieldDir: resolve(import.meta.dirname, '../../../field/dist'),
    version: manifest.version,
    logLevel: env.LOG_LEVEL,
    seedDemo: env.SEED_DEMO === 'yes',
    database: { place: databasePlace(env, dataDir), poolSize: env.DATABASE_POOL },
    nightlyBackup: {
      on: env.NIGHTLY_BACKUP === 'yes',
      hour: env.NIGHTLY_BACKUP_HOUR,
      keepDays: env.BACKUP_KEEP_DAYS,
    },
    rescueBytes: env.RESCUE_MAX_MEGABYTES * 1_000_000,
    photoLimits: {
      bytes: env.PHOTO_MAX_MEGABYTES * 1_000_000,
      pixels: env.PHOTO_MAX_MEGAPIXELS * 1_000_000,
    },
  }
}

function databasePlace(env: Env, dataDir: string): DatabasePlace {
  if (env.DATABASE_URL === undefined) {
    if (env.DATABASE_OWNER_URL !== undefined) {
      throw new ConfigFault([{ variable: 'DATABASE_OWNER_URL', problem: '须与 DATABASE_URL 一起设置' }])
    }
    return { kind: 'embedded', dataDir, binDir: env.PG_BIN_DIR }
  }
  if (env.PG_BIN_DIR !== undefined) {
    throw new ConfigFault([{ variable: 'PG_BIN_DIR', problem: '已设 DATABASE_URL，不再启动内嵌数据库' }])
  }
  return { kind: 'server', url: env.DATABASE_URL, ownerUrl: env.DATABASE_OWNER_URL ?? env.DATABASE_URL }
}

function blobPlace(env: Env, dataDir: string): BlobPlace {
  const directory = resolve(dataDir, 'blobs')
  const { S3_ENDPOINT: endpoint, S3_BUCKET: name, S3_KEY_ID: keyId, S3_SECRET: secret } = env
  const given = Object.entries({ S3_BUCKET: name, S3_KEY_ID: keyId, S3_SECRET: secret })
  if (endpoint === undefined) {
    const alone = given.filter(([, value]) => value !== undefined)
    if (alone.length === 0) return { kind: 'folder', directory }
    throw new ConfigFault(alone.map(([variable]) => ({ variable, problem: '须与 S3_ENDPOINT 一起设置' })))
  }
  if (name === undefined || keyId === undefined || secret === undefined) {
    const lacking = given.filter(([, value]) => value === undefined)
    throw new ConfigFault(
      lacking.map(([variable]) => ({ variable, problem: '已设 S3_ENDPOINT，须一起设置' })),
    )
  }
  return {
    kind: 's3',
    bucket: { endpoint, region: env.S3_REGION, name, keyId, secret, pathStyle: env.S3_PATH_STYLE === 'yes' },
    spool: resolve(directory, 'incoming'),
  }
}

function listOf(text: string): readonly string[] | false {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return items.length > 0 && items
}
