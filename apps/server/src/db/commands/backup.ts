import { join, resolve } from 'node:path'
import { stat } from 'node:fs/promises'
import { blobsAt } from '../blobs-at.ts'
import { bundleFolder, bundleNameAt } from '../bundle-folder.ts'
import { writeBundle } from '../write-bundle.ts'
import { runCommand, say } from './run-command.ts'

/** `npm run backup [-- FILE]` */
await runCommand(async ({ owner }, { dataDir, blobs, version }) => {
  const now = Date.now()
  const bundles = bundleFolder(dataDir)
  const [asked] = process.argv.slice(2)
  const name = bundleNameAt(now)
  const file = asked === undefined ? bundles.placeOf(name) : resolve(asked)
  const manifest = await writeBundle(owner, blobsAt(blobs), file, { program: version, now })
  if (asked === undefined) await bundles.note(name)
  const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  const { size } = await stat(file)
  say(
    `已备份 ${String(manifest.tables.length)} 张表 ${String(rows)} 行、附件 ${String(manifest.blobs.length)} 个，` +
      `共 ${(size / 1e6).toFixed(1)} MB：${file}`,
  )
  say(`附件之外另有密钥文件 ${join(dataDir, 'secret.key')}，不在备份中；请分开保存，恢复到别处时一并带上。`)
  return 0
})
