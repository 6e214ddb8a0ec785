import { getFieldPackage } from '@chuangyuan/contract/field'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { demoServer } from './demo-server.ts'

// What a phone takes along in the demo district: how long the server needs for it the first time, from then on, and
// where nothing has changed; and what it weighs on the line.

const mostMs = 200
const rounds = 20

const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
await chmod(folder, 0o755)
const server = await demoServer(folder)
try {
  const ask = async (known?: string) => {
    const started = performance.now()
    const reply = await server.supervisor(getFieldPackage, { query: known === undefined ? {} : { known } })
    return { reply, ms: performance.now() - started }
  }
  const first = await ask()
  if (first.reply.unchanged) throw new Error('nothing in the package')
  const { package: packed } = first.reply
  const [full, same]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    full.push((await ask()).ms)
    same.push((await ask(packed.version)).ms)
  }
  const median = (values: number[]) => values.toSorted((left, right) => left - right)[rounds >> 1] ?? 0
  const text = JSON.stringify(first.reply)
  const map = JSON.stringify(packed.map)
  console.log(`${String(packed.sites.length)} sites, ${String(packed.findings.length)} findings`)
  console.log(`first ${first.ms.toFixed(0)} ms, then ${median(full).toFixed(0)} ms, unchanged ${median(same).toFixed(0)} ms`)
  console.log(
    `${(text.length / 1e3).toFixed(0)} kB, of which map ${(map.length / 1e3).toFixed(0)} kB; gzip ${(gzipSync(text).length / 1e3).toFixed(0)} kB`,
  )
  process.exitCode = median(full) <= mostMs ? 0 : 1
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}
