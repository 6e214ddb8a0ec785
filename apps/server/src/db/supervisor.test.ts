import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statfsSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest'
import { withConnection } from './connect.ts'
import { silentLog } from './log.ts'
import { reachDatabase, type Reached } from './place.ts'
import { readPostmaster, isServing } from './postmaster.ts'
import { joinCluster, stopCluster } from './supervisor.ts'
import { verifyEveryJournal } from './verify-every-journal.ts'

const major = '18'
const isRoot = process.getuid?.() === 0

/** An initialised installation that tests copy, which is quicker than making it anew. */
const made = folder()
const open: Writer[] = []
let dataDir: string

/** In memory where there is room: a killed process loses nothing there either, and a busy disk makes no one wait. */
function folder(): string {
  const roomy = existsSync('/dev/shm') && statfsSync('/dev/shm').bavail * statfsSync('/dev/shm').bsize > 2e9
  const directory = mkdtempSync(join(roomy ? '/dev/shm' : tmpdir(), 'cy-sup-'))
  chmodSync(directory, 0o755)
  return directory
}

beforeAll(async () => {
  const reached = await reach(made)
  await reached.leave()
})
beforeEach(() => {
  dataDir = folder()
})
afterEach(async () => {
  for (const writer of open.splice(0)) writer.kill('SIGKILL')
  await stopCluster(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})
afterAll(() => {
  rmSync(made, { recursive: true, force: true })
})

function reach(directory: string, binDir?: string): Promise<Reached> {
  return reachDatabase({ place: { kind: 'embedded', dataDir: directory, binDir }, poolSize: 4 }, silentLog)
}

/** Copies the ready-made installation with owners, as `cp -a` does. */
function copyMade(): void {
  spawnSync('cp', ['-a', join(made, 'pgdata'), join(dataDir, 'pgdata')])
}

function directoryOf(): string {
  return join(dataDir, 'pgdata', major)
}

interface Writer {
  readonly lines: string[]
  /** Waits for a line that begins so. */
  said(start: string): Promise<string>
  /** Waits until so many writes were acknowledged. */
  wrote(count: number): Promise<void>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<number | null>
}

/** Another process of the product at work on the same data directory. */
function startWriter(environment: Record<string, string> = {}): Writer {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'testing-writer.ts')], {
    env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString()).split('\n')
    rest = parts.pop() ?? ''
    lines.push(...parts)
  })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  /** A writer that failed says nothing more: its reason is the test's. */
  const waitForMore = async () => {
    const fault = lines.find((line) => line.startsWith('fault'))
    if (fault !== undefined) throw new Error(`a writer failed: ${fault}`)
    await pause(10)
  }
  const writer: Writer = {
    lines,
    ended,
    kill: (signal) => child.kill(signal),
    async said(start) {
      for (;;) {
        const line = lines.find((candidate) => candidate.startsWith(start))
        if (line !== undefined) return line
        await waitForMore()
      }
    },
    async wrote(count) {
      while (acknowledged(writer).length < count) await waitForMore()
    },
  }
  open.push(writer)
  return writer
}

function acknowledged(...writers: Writer[]): string[] {
  return writers.flatMap(({ lines }) => lines.filter((line) => /^[0-9a-f-]{36} \d+$/.test(line)))
}

/** What the journal holds, every chain having been recomputed. */
async function kept(): Promise<Set<string>> {
  const reached = await reach(dataDir)
  try {
    return await withConnection(reached.owner, async (owner) => {
      for (const { verdict } of await verifyEveryJournal(owner))
        expect(verdict).toMatchObject({ whole: true })
      await owner.query(`BEGIN; SET LOCAL app.every_district = 'yes'`)
      const { rows } = await owner.query<{ what: string }>('SELECT what FROM journal')
      return new Set(rows.map(({ what }) => what))
    })
  } finally {
    await reached.leave()
  }
}

function isRunning(): boolean {
  const postmaster = readPostmaster(directoryOf())
  return postmaster !== undefined && isServing(postmaster, directoryOf())
}

describe('start', () => {
  test('makes, stops, finds again; the encoding sees Chinese and the network sees nothing', async () => {
    const first = await reach(dataDir)
    expect(first.started).toBe('first')
    const { rows } = await withConnection(first.owner, (client) =>
      client.query(`SELECT current_setting('server_encoding') AS encoding, upper('é') AS upper, '缺株' ~ '^\\w+$' AS words,
        current_setting('jit') AS jit, current_setting('fsync') AS fsync, current_setting('listen_addresses') AS network,
        current_setting('data_checksums') AS checksums`),
    )
    expect(rows).toEqual([
      { encoding: 'UTF8', upper: 'É', words: true, jit: 'off', fsync: 'on', network: '', checksums: 'on' },
    ])
    await first.leave()
    expect(isRunning()).toBe(false)
    const second = await reach(dataDir)
    expect(second.started).toBe('again')
    await second.leave()
  })

  test('of four at once makes one cluster, one schema and one server, and the last to leave stops it', async () => {
    const writers = Array.from({ length: 4 }, () => startWriter({ WRITERS: '1' }))
    await Promise.all(writers.map((writer) => writer.said('open')))
    await Promise.all(writers.map((writer) => writer.said('0')))
    for (const writer of writers.slice(1)) writer.kill('SIGTERM')
    await Promise.all(writers.slice(1).map(({ ended }) => ended))
    expect(isRunning()).toBe(true)
    writers[0]?.kill('SIGTERM')
    await writers[0]?.ended
    expect(isRunning()).toBe(false)
    const rows = await kept()
    expect(acknowledged(...writers).filter((what) => !rows.has(what))).toEqual([])
  })

  test('all leaving at the same moment leave no server behind', async () => {
    copyMade()
    const clusters = await Promise.all(
      Array.from({ length: 4 }, () => joinCluster({ dataDir, binDir: undefined }, silentLog)),
    )
    await Promise.all(clusters.map((cluster) => cluster.leave()))
    expect(isRunning()).toBe(false)
  })

  test('works where the path is too long for a socket', async () => {
    const outer = dataDir
    dataDir = join(outer, 'ü'.repeat(40), 'x'.repeat(60))
    const reached = await reach(dataDir)
    expect(readPostmaster(directoryOf())?.socketDir).not.toContain('x'.repeat(60))
    await reached.leave()
    dataDir = outer
  })

  test.runIf(isRoot)(
    'by root runs the server as another user, out of a folder closed to that user',
    async () => {
      const closed = join(dataDir, 'closed')
      mkdirSync(closed, { mode: 0o700 })
      const reached = await reach(closed)
      const link = readlinkSync(join(closed, 'pgdata', major))
      expect(link.startsWith(closed)).toBe(false)
      const { rowCount } = await withConnection(reached.owner, (client) => client.query('SELECT 1'))
      expect(rowCount).toBe(1)
      const pid = readPostmaster(link)?.pid
      expect(readFileSync(`/proc/${String(pid)}/status`, 'utf8')).not.toMatch(/^Uid:\s+0/m)
      await reached.leave()
      const name = createHash('sha256').update(join(closed, 'pgdata')).digest('hex').slice(0, 12)
      expect(link).toContain(name)
      rmSync(join(link, '..'), { recursive: true, force: true })
    },
  )
})

describe('crashes lose no acknowledged write', () => {
  test('node is killed again and again: the server lives on and is found', async () => {
    copyMade()
    const writers: Writer[] = []
    for (let round = 0; round < 4; round += 1) {
      const writer = startWriter()
      writers.push(writer)
      await writer.wrote(10)
      writer.kill('SIGKILL')
      await writer.ended
      expect(isRunning()).toBe(true)
    }
    expect(writers.map(({ lines }) => lines[0])).toEqual([
      'open again',
      ...Array.from({ length: 3 }, () => 'open attached'),
    ])
    const rows = await kept()
    expect(acknowledged(...writers).filter((what) => !rows.has(what))).toEqual([])
    expect(acknowledged(...writers).length).toBeGreaterThan(20)
  })

  test('node, the server and all its processes are killed again and again', async () => {
    copyMade()
    const writers: Writer[] = []
    for (let round = 0; round < 5; round += 1) {
      const writer = startWriter()
      writers.push(writer)
      await writer.said('0')
      await pause(50 + 40 * round)
      const { pid = 0 } = readPostmaster(directoryOf()) ?? {}
      const family = [pid, ...childrenOf(pid)]
      writer.kill('SIGKILL')
      for (const member of family) kill(member)
      await writer.ended
    }
    expect(writers.map(({ lines }) => lines[0])).toEqual(Array.from({ length: 5 }, () => 'open again'))
    const rows = await kept()
    expect(acknowledged(...writers).filter((what) => !rows.has(what))).toEqual([])
    expect(acknowledged(...writers).length).toBeGreaterThan(20)
  })

  test('a server that is killed under a running process comes back without it', async () => {
    copyMade()
    const cluster = await joinCluster({ dataDir, binDir: undefined }, silentLog)
    const { pid = 0 } = readPostmaster(directoryOf()) ?? {}
    for (const member of [pid, ...childrenOf(pid)]) kill(member)
    const back = async () => {
      for (;;) {
        const postmaster = readPostmaster(directoryOf())
        if (postmaster !== undefined && postmaster.pid !== pid && postmaster.ready) return
        await pause(20)
      }
    }
    await back()
    const { rowCount } = await withConnection(cluster.address('postgres', 'postgres'), (client) =>
      client.query('SELECT 1'),
    )
    expect(rowCount).toBe(1)
    await pause(100)
    await cluster.leave()
    expect(isRunning()).toBe(false)
  })

  function childrenOf(pid: number): number[] {
    const text = spawnSync('cat', [`/proc/${String(pid)}/task/${String(pid)}/children`], {
      encoding: 'utf8',
    }).stdout
    return text.trim().split(/\s+/).filter(Boolean).map(Number)
  }

  function kill(pid: number): void {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // Gone with its parent already.
    }
  }
})

describe('a pid file left behind', () => {
  test.each([
    ['by a process that is no more', () => deadPid()],
    ['whose number another process has now', () => process.pid],
  ])('%s is no obstacle', async (_, pid) => {
    copyMade()
    const file = join(directoryOf(), 'postmaster.pid')
    const text = [
      pid(),
      directoryOf(),
      1_700_000_000,
      5432,
      directoryOf(),
      '',
      '  5432001         1',
      'ready   ',
      '',
    ]
    writeFileSync(file, text.join('\n'))
    writeFileSync(join(directoryOf(), '.s.PGSQL.5432.lock'), text.join('\n'))
    const reached = await reach(dataDir)
    expect(reached.started).toBe('again')
    await reached.leave()
  })

  function deadPid(): number {
    return spawnSync('true').pid
  }
})

describe('what cannot work is refused in words', () => {
  test('data of another major, whose files stay as they are', async () => {
    copyMade()
    writeFileSync(join(directoryOf(), 'PG_VERSION'), '17\n')
    await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.wrong-major' })
    await expect(reach(dataDir)).rejects.toThrow('PostgreSQL 17 的数据，本程序使用 18')
  })

  test('only data of an older major: no empty database is made beside it', async () => {
    mkdirSync(join(dataDir, 'pgdata', '17'), { recursive: true })
    writeFileSync(join(dataDir, 'pgdata', '17', 'PG_VERSION'), '17\n')
    await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.wrong-major' })
    expect(readdirSync(join(dataDir, 'pgdata'))).toEqual(['17'])
  })

  test('a link to data that are gone: no empty database takes their place', async () => {
    mkdirSync(join(dataDir, 'pgdata'))
    symlinkSync('/nowhere/18', directoryOf())
    await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.data-missing' })
  })

  test('a bin directory without PostgreSQL', async () => {
    await expect(reach(dataDir, '/usr/share')).rejects.toMatchObject({ code: 'database.binaries-missing' })
  })

  test('a server that cannot start tells why', async () => {
    copyMade()
    writeFileSync(join(directoryOf(), 'postgresql.auto.conf'), `shared_buffers = 'nonsense'\n`)
    await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.start-failed' })
    await expect(reach(dataDir)).rejects.toThrow('nonsense')
  })

  test('a directory that cannot be written', async ({ skip }) => {
    if (isRoot) {
      if (!mount('tmpfs', 'ro,size=1m')) skip('this machine lets nobody mount')
    } else {
      chmodSync(dataDir, 0o555)
    }
    try {
      await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.directory-not-writable' })
    } finally {
      if (isRoot) unmount()
      else chmodSync(dataDir, 0o755)
    }
  })

  test('a disk too small to begin, and one that fills up: refused, kept what was acknowledged, and well again', async ({
    skip,
  }) => {
    if (!isRoot || !mount('tmpfs', 'size=24m,mode=755')) skip('this machine lets nobody mount')
    try {
      await expect(reach(dataDir)).rejects.toMatchObject({ code: 'database.disk-full' })
    } finally {
      unmount()
    }
    if (!mount('tmpfs', 'size=160m,mode=755')) skip('this machine lets nobody mount')
    try {
      copyMade()
      const writer = startWriter()
      await writer.said('0')
      spawnSync('dd', ['if=/dev/zero', `of=${join(dataDir, 'ballast')}`, 'bs=1M'])
      await Promise.race([writer.said('fault'), writer.ended, pause(8000)])
      writer.kill('SIGKILL')
      await writer.ended
      rmSync(join(dataDir, 'ballast'))
      const rows = await kept()
      expect(acknowledged(writer).filter((what) => !rows.has(what))).toEqual([])
      expect(acknowledged(writer).length).toBeGreaterThan(0)
    } finally {
      await stopCluster(dataDir)
      unmount()
    }
  })

  function mount(kind: string, options: string): boolean {
    return spawnSync('mount', ['-t', kind, '-o', options, kind, dataDir]).status === 0
  }

  function unmount(): void {
    spawnSync('umount', [dataDir])
  }
})

test.runIf(existsSync('/usr/lib/postgresql/15/bin/postgres'))(
  'an installed PostgreSQL serves in place of the packaged one, in a directory of its own major',
  async () => {
    const reached = await reach(dataDir, '/usr/lib/postgresql/15/bin')
    expect(existsSync(join(dataDir, 'pgdata', '15', 'PG_VERSION'))).toBe(true)
    await reached.leave()
  },
)
