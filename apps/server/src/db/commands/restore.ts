import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { blobsAt } from '../blobs-at.ts'
import { BundleFault } from '../bundle.ts'
import { restoreBundle } from '../restore-bundle.ts'
import { runCommand, say } from './run-command.ts'

/** `npm run restore -- FILE [--force]` */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { force: { type: 'boolean', default: false } },
})
const [file] = positionals

if (file === undefined || positionals.length > 1) {
  process.stderr.write('用法：npm run restore -- 备份文件 [--force]\n')
  process.exitCode = 2
} else {
  await runCommand(async (reached, { blobs, dataDir }) => {
    if (await reached.isShared()) throw new BundleFault('restore.in-use', { database: dataDir })
    const manifest = await restoreBundle(reached.owner, blobsAt(blobs), resolve(file), values)
    for (const { name, rows } of manifest.tables) say(`${name} ${String(rows)} 行，逐行一致`)
    say(`附件 ${String(manifest.blobs.length)} 个`)
    say(`已恢复 ${manifest.createdAt} 的备份。`)
    return 0
  })
}
