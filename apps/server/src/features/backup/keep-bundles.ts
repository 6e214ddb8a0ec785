import type { listBundles } from '@chuangyuan/contract/backup'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { BundleFault } from '../../db/bundle.ts'
import { bundleFolder } from '../../db/bundle-folder.ts'
import { verifyBundle } from '../../db/read-bundle.ts'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { recordEverywhere } from './record-everywhere.ts'
import { refuseOthersData } from './refuse-others-data.ts'
import { nightStore } from './store.ts'

export async function listAll(deps: Deps, by: Session): Promise<ReplyOf<typeof listBundles>> {
  await refuseOthersData(deps, by)
  const { config, db } = deps
  const folder = bundleFolder(config.dataDir)
  const { lastDay, failedAt } = await db.identify(({ query }) => nightStore(query).night())
  return {
    bundles: await folder.list(),
    nightly: { ...config.nightlyBackup, lastDay, failedAt },
    folder: folder.folder,
    secretKey: join(config.dataDir, 'secret.key'),
  }
}

/** On record before the first byte leaves. */
export async function takeAway(deps: Deps, by: Session, name: string): Promise<FileReply> {
  await refuseOthersData(deps, by)
  const folder = bundleFolder(deps.config.dataDir)
  const { bytes, sha256 } = orNotFound(await folder.find(name), 'bundle')
  await recordEverywhere(deps, { verb: 'backup.downloaded', what: name, details: { bytes, sha256 } }, by)
  return { fileName: name, content: createReadStream(folder.placeOf(name)) }
}

/** Reads the whole file: its own sum, and every table and attachment against the manifest. */
export async function startVerification(deps: Deps, by: Session, name: string): Promise<{ taskId: string }> {
  await refuseOthersData(deps, by)
  const folder = bundleFolder(deps.config.dataDir)
  const { sha256: noted } = orNotFound(await folder.find(name), 'bundle')
  const taskId = await deps.tasks.start(by, 'backup-verification', async () => {
    const manifest = await verifyBundle(folder.placeOf(name)).catch((fault: unknown) => {
      if (!(fault instanceof BundleFault)) throw fault
      throw new Refused('backup.damaged', { entry: damageOf(fault.details) })
    })
    const sha256 = await folder.sumOf(name)
    if (noted !== null && noted !== sha256) throw new Refused('backup.damaged', { entry: 'sha256' })
    if (noted === null) await folder.note(name)
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    await deps.db.transact(by, ({ journal }) => {
      journal.record({ verb: 'backup.verified', who: by.accountId, what: name, details: { sha256, rows } })
      return Promise.resolve()
    })
    return { name, sha256, tables: manifest.tables.length, rows, blobs: manifest.blobs.length }
  })
  return { taskId }
}

function damageOf(details: unknown): string {
  const { entry, reason } = damage.parse(details)
  return entry ?? reason ?? ''
}

const damage = z.object({ entry: z.string().optional(), reason: z.string().optional() })
