import { caller } from '@chuangyuan/contract/call'
import { sendRecords, type FieldRecord } from '@chuangyuan/contract/field'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { newId } from '../apps/server/src/db/id.ts'
import { percentile, served } from './served.ts'

// How long it takes from the answer to a report until everybody who watches the district is told of it, and whether
// each of them is told of every one, once and in order.

const watchers = Number(process.argv[2] ?? 2_000)
const changes = 30
const mostMs = 1_000
const perAccount = 16

const server = await served(Math.ceil(watchers / perAccount))
const { address, cookies, siteIds } = server
try {
  const sentAt: number[] = []
  const delays: number[] = []
  const told = Array.from({ length: watchers }, () => 0)
  const lines = await Promise.all(
    told.map(async (_, watcher) => {
      const cookie = cookies[Math.floor(watcher / perAccount)] ?? ''
      const line = get(`${address}/api/findings/changes`, { headers: { cookie }, agent: false })
      const [answer] = (await once(line, 'response')) as [IncomingMessage]
      if (answer.statusCode !== 200) throw new Error(`status ${String(answer.statusCode)}`)
      answer.setEncoding('utf8').on('error', () => undefined)
      answer.on('data', (text: string) => {
        for (const _event of text.matchAll(/^data: /gm)) {
          delays.push(performance.now() - (sentAt[told[watcher] ?? 0] ?? NaN))
          told[watcher] = (told[watcher] ?? 0) + 1
        }
      })
      return line
    }),
  )
  const call = caller(
    (url, init) =>
      fetch(url, {
        ...init,
        headers: { ...(init.headers as Record<string, string>), cookie: cookies[0] ?? '' },
      }),
    address,
  )
  const deviceId = newId()
  const cpuBefore = await server.cpuMs()
  for (let seq = 1; seq <= changes; seq += 1) {
    sentAt.push(performance.now())
    await call(sendRecords, { body: { deviceId, sentAt: Date.now(), records: [aReport(seq)] } })
    sentAt[seq - 1] = performance.now()
    await pause(200)
  }
  await pause(3_000)
  const cpu = (await server.cpuMs()) - cpuBefore
  const whole = told.filter((count) => count === changes).length
  console.log(
    `${String(watchers)} watchers, ${String(changes)} changes: ${String(whole)} were told of each, once`,
  )
  console.log(
    `told after p50 ${percentile(delays, 0.5).toFixed(0)} ms, p99 ${percentile(delays, 0.99).toFixed(0)} ms, last ${percentile(delays, 1).toFixed(0)} ms (aim p99 ≤ ${String(mostMs)} ms)`,
  )
  console.log(`server CPU ${cpu.toFixed(0)} ms in all`)
  process.exitCode = whole === watchers && percentile(delays, 0.99) <= mostMs ? 0 : 1
  for (const line of lines) line.destroy()
} finally {
  await server.close()
}

function aReport(seq: number): FieldRecord {
  const at = Date.now()
  return {
    ...{ what: 'report', id: newId(), seq, madeAt: at },
    report: {
      ...{
        id: newId(),
        kind: 'dead-plant',
        severity: null,
        siteId: siteIds[0] ?? '',
        streetId: null,
        place: null,
      },
      ...{ address: '', words: '枯死', entries: [], photos: [newId()], channel: 'phone', foundAt: at },
      ...{ onBehalfOf: null, visitId: null },
    },
  }
}
