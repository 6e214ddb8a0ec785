import type { Clock, Instant } from '@chuangyuan/domain/day'
import { existsSync } from 'node:fs'
import pino from 'pino'
import { buildApp } from './app.ts'
import { readConfig } from './config/config.ts'
import { addressOf } from './config/address.ts'
import { loadSecretKey, secretWith } from './config/secret.ts'
import { post } from './http/post.ts'
import { buildConsole } from './console-build.ts'
import { blobsAt } from './db/blobs-at.ts'
import { clusterHome } from './db/data-directory.ts'
import { openDatabase } from './db/open-database.ts'
import type { Deps } from './deps.ts'
import { giveBackMemory } from './give-back-memory.ts'
import { issueSetupToken } from './features/identity/public.ts'
import { taskRunner } from './features/task/public.ts'
import { clearUnfinishedPhotos } from './jobs/clear-unfinished-photos.ts'
import { nightlyBackup } from './jobs/nightly-backup.ts'
import { nightlyLedger } from './jobs/nightly-ledger.ts'
import { nightlyPatrols } from './jobs/nightly-patrols.ts'
import { sendReminders } from './jobs/send-reminders.ts'
import { drawDemo, seedDemoDistrict, type SeededAccount } from './demo/seed-demo.ts'

export interface Product {
  readonly address: string
  stop(): Promise<void>
}

const systemClock: Clock = () => Date.now() as Instant

/** Everything one `npm start` serves. What it started it also stops. */
export async function startProduct(env: NodeJS.ProcessEnv, clock: Clock = systemClock): Promise<Product> {
  const config = readConfig(env)
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`)
  }
  const building = buildConsole(say)
  // A failing build must not be an unhandled rejection while the database still starts.
  building.catch(() => undefined)
  const isFirst = !existsSync(clusterHome(config.dataDir))
  const opening = openDatabase(config.database, log, clock)
  opening.catch(() => undefined)
  // The demo is drawn while PostgreSQL makes its first files.
  const demo = isFirst && config.seedDemo ? drawDemo(clock) : undefined
  const db = await opening
  try {
    const tasks = taskRunner({ db, clock, log })
    const deps: Deps = {
      tasks,
      config,
      db,
      blobs: blobsAt(config.blobs),
      clock,
      log,
      secret: secretWith(loadSecretKey(config.dataDir)),
      post,
    }
    const seeded = config.seedDemo ? await seedDemoDistrict(deps, demo) : undefined
    await building
    const { http } = await buildApp(deps)
    await http.listen({ host: config.host, port: config.port })
    const address = addressOf(config, http.server.address())
    await announce(deps, say, address, seeded?.accounts ?? [])
    const seeding = seeded?.afterwards().catch((err: unknown) => {
      log.error({ err }, '演示区的公文没有印发')
    })
    const nightly = nightlyBackup(deps)
    nightly.start()
    const patrols = nightlyPatrols(deps)
    patrols.start()
    const ledger = nightlyLedger(deps)
    ledger.start()
    const clearing = clearUnfinishedPhotos(deps)
    clearing.start()
    const reminders = sendReminders(deps)
    reminders.start()
    giveBackMemory()
    return {
      address,
      async stop() {
        await http.close()
        await seeding
        await Promise.all([tasks, nightly, patrols, ledger, clearing, reminders].map((job) => job.stop()))
        await db.close()
      },
    }
  } catch (error) {
    await db.close()
    throw error
  }
}

async function announce(
  deps: Deps,
  say: (line: string) => void,
  address: string,
  seeded: readonly SeededAccount[],
): Promise<void> {
  say(`创园 已就绪 ${address}`)
  if (seeded.length > 0) {
    say('演示区（演示数据，均为虚构）已写入。演示账号的初始密码只显示这一次，首次登录须修改：')
    for (const { title, login, initialPassword } of seeded)
      say(`  ${title}  账号 ${login}  密码 ${initialPassword}`)
  }
  const token = await issueSetupToken(deps)
  if (token !== undefined) say(`一次性安装链接（建立第一位系统管理员）：${address}/setup#token=${token}`)
}
