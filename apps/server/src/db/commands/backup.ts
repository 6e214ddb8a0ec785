import { join, resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import { folderBlobs } from '../blobs.ts'
import { writeBundle } from '../write-bundle.ts'
import { runCommand, say } from './run-command.ts'

/** `npm run backup [-- FILE]` */
await runCommand(async ({ owner }, { dataDir, blobDir, version }) => {
  const now = Date.now()
  const file = resolve(process.argv[2] ?? join(dataDir, 'backups', `chuangyuan-${beijingStamp(now)}.tar.gz`))
  const manifest = await writeBundle(owner, folderBlobs(blobDir), file, { program: version, now })
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const { size } = await stat(file)
  say(
    `已备份 ${String(manifest.tables.length)} 张表 ${String(rows)} 行、附件 ${String(manifest.blobs.length)} 个，` +
      `共 ${(size / 1e6).toFixed(1)} MB：${file}`,
  )
  say(`附件之外另有密钥文件 ${join(dataDir, 'secret.key')}，不在备份中；请分开保存，恢复到别处时一并带上。`)
  return 0
})

function beijingStamp(now: number): string {
  const eightHoursMs = 8 * 3_600_000
  return new Date(now + eightHoursMs).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-')
}
