import * as contract from '@chuangyuan/contract/intake'
import { getTask } from '@chuangyuan/contract/task'
import { runInProcess } from '@chuangyuan/process/run-in-process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { districtServer, type Caller } from './district-server.ts'
import type { WorkbookWork } from './import-workbook.ts'

// A whole district in one workbook, through the same HTTP operations as the screens: upload, preview, write, the
// same file again, undo. Prints seconds, the memory the server process grew by, and how long others had to wait.

const sites = Number(process.argv[2] ?? 19_400)
const mostSeconds = 10
const mostMegabytes = 400

const folder = await mkdtemp(path.join(tmpdir(), 'chuangyuan-bench-'))
// The database runs as another user where the bench runs as root.
await chmod(folder, 0o755)
const server = await districtServer(folder)
try {
  const { office } = server
  const file = path.join(folder, 'district.xlsx')
  await written(file)
  const bytes = await readFile(file)

  const restBytes = process.memoryUsage.rss()
  let peakBytes = restBytes
  let longestWaitMs = 0
  let last = performance.now()
  const cpuBefore = process.cpuUsage()
  const watch = setInterval(() => {
    const now = performance.now()
    longestWaitMs = Math.max(longestWaitMs, now - last - 10)
    last = now
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss())
  }, 10)

  const first = await previewed(office, bytes)
  const applied = await timed(async () => {
    const { taskId } = await office(contract.applyImport, { params: { importId: first.importId } })
    await over(office, taskId)
  })
  const cpu = process.cpuUsage(cpuBefore)
  const importPeakBytes = peakBytes
  const second = await previewed(office, bytes)
  const undone = await timed(async () => {
    const { taskId } = await office(contract.undoImport, { params: { importId: first.importId }, body: {} })
    await over(office, taskId)
  })
  clearInterval(watch)

  const seconds = first.seconds + applied
  const grown = (importPeakBytes - restBytes) / 2 ** 20
  const grownOverAll = (peakBytes - restBytes) / 2 ** 20
  print('rows', `${String(first.rows)} (new ${String(first.fresh)}, wrong ${String(first.wrong)})`)
  print('file', `${(bytes.length / 2 ** 20).toFixed(1)} MB`)
  print('read and compare', `${first.seconds.toFixed(2)} s`)
  print('write', `${applied.toFixed(2)} s`)
  print('both', `${seconds.toFixed(2)} s (aim ≤ ${String(mostSeconds)} s)`)
  print(
    'same file again',
    `${second.seconds.toFixed(2)} s, ${String(second.fresh)} new, ${String(second.changed)} changed`,
  )
  print('undo', `${undone.toFixed(2)} s`)
  // On a busy machine the clock tells of the others, too.
  print('server CPU of both', `${((cpu.user + cpu.system) / 1e6).toFixed(2)} s`)
  print('memory of both', `${grown.toFixed(0)} MB more at its peak (aim ≤ ${String(mostMegabytes)} MB)`)
  print('memory over all four', `${grownOverAll.toFixed(0)} MB`)
  print('longest wait of others', `${longestWaitMs.toFixed(0)} ms`)
  if (seconds > mostSeconds || grown > mostMegabytes || second.fresh + second.changed > 0)
    process.exitCode = 1
} finally {
  await server.close()
  await rm(folder, { recursive: true, force: true })
}

/** In a process of its own, so that writing the file does not count as the server's memory. */
async function written(file: string): Promise<void> {
  const body = new URL('./import-workbook.ts', import.meta.url)
  const { districtCode } = server
  await writeFile(file, await runInProcess<WorkbookWork>(body, { sites, districtCode }))
}

async function previewed(call: Caller, bytes: Uint8Array<ArrayBuffer>) {
  let importId = ''
  const seconds = await timed(async () => {
    const query = { fileName: 'district.xlsx' }
    const { taskId } = await call(contract.uploadImport, { query, file: new Blob([bytes]) })
    importId = String((await over(call, taskId))['importId'])
  })
  const { summary } = await call(contract.getImport, { params: { importId } })
  const sum = (verdict: contract.RowVerdict) =>
    summary.sheets.reduce((total, { counts }) => total + counts[verdict], 0)
  return {
    importId,
    seconds,
    rows: sum('new') + sum('changed') + sum('unchanged') + sum('wrong'),
    fresh: sum('new'),
    changed: sum('changed'),
    wrong: sum('wrong'),
  }
}

async function over(call: Caller, taskId: string): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const task = await call(getTask, { params: { taskId } })
    if (task.state === 'done') return task.outcome
    if (task.state !== 'running') throw new Error(JSON.stringify(task))
    await pause(50)
  }
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

function print(what: string, value: string): void {
  console.log(`${what.padEnd(24)}${value}`)
}
