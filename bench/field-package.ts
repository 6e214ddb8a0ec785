import { caller } from '@chuangyuan/contract/call'
import { getFieldPackage } from '@chuangyuan/contract/field'
import { gzipSync } from 'node:zlib'
import { served } from './served.ts'

// What a phone takes along in the demo district: how long the server needs for it the first time, from then on, and
// where nothing has changed; and what it weighs on the line.

const mostMs = 200
const rounds = 20

const server = await served(1)
try {
  const call = caller(
    (url, init) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), cookie: server.cookies[0] ?? '' },
      }),
    server.address,
  )
  const ask = async (known?: string) => {
    const started = performance.now()
    const reply = await call(getFieldPackage, { query: known === undefined ? {} : { known } })
    return { reply, ms: performance.now() - started }
  }
  const first = await ask()
  if (first.reply.unchanged) throw new Error('nothing in the package')
  const { package: packed } = first.reply
  const [full, same]: [number[], number[]] = [[], []]
  const cpuOf = async (times: number[], known?: string) => {
    const before = await server.cpuMs()
    for (let round = 0; round < rounds; round += 1) times.push((await ask(known)).ms)
    return ((await server.cpuMs()) - before) / rounds
  }
  const cpu = { full: await cpuOf(full), same: await cpuOf(same, packed.version) }
  const median = (values: number[]) => values.toSorted((left, right) => left - right)[rounds >> 1] ?? 0
  const text = JSON.stringify(first.reply)
  const map = JSON.stringify(packed.map)
  console.log(`${String(packed.sites.length)} sites, ${String(packed.findings.length)} findings`)
  console.log(
    `first ${first.ms.toFixed(0)} ms, then ${median(full).toFixed(0)} ms, unchanged ${median(same).toFixed(0)} ms`,
  )
  console.log(`server CPU of one ${cpu.full.toFixed(0)} ms, unchanged ${cpu.same.toFixed(0)} ms`)
  console.log(
    `${(text.length / 1e3).toFixed(0)} kB, of which map ${(map.length / 1e3).toFixed(0)} kB; gzip ${(gzipSync(text).length / 1e3).toFixed(0)} kB`,
  )
  process.exitCode = median(full) <= mostMs ? 0 : 1
} finally {
  await server.close()
}
