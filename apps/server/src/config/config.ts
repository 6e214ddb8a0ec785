import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
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
  readonly blobDir: string
  readonly host: string
  readonly port: number
  /** As typed in a browser, without a closing slash. */
  readonly publicUrl: string | undefined
  /** Proxies whose word on the caller's address is taken. */
  readonly trustProxy: readonly string[] | false
  readonly requestsPerMinute: number
  /** The built console's files. */
  readonly consoleDir: string
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
    blobDir: resolve(dataDir, 'blobs'),
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: listOf(env.TRUST_PROXY),
    requestsPerMinute: env.REQUESTS_PER_MINUTE,
    consoleDir: resolve(import.meta.dirname, '../../../web/dist'),
    version: manifest.version,
    logLevel: env.LOG_LEVEL,
    seedDemo: env.SEED_DEMO === 'yes',
    database: { place: databasePlace(env, dataDir), poolSize: env.DATABASE_POOL },
    nightlyBackup: {
      on: env.NIGHTLY_BACKUP === 'yes',
      hour: env.NIGHTLY_BACKUP_HOUR,
      keepDays: env.BACKUP_KEEP_DAYS,
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

function listOf(text: string): readonly string[] | false {
  const items = text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
  return items.length > 0 && items
}
