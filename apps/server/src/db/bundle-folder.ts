import { dayOf, parseDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chunksOf } from './bundle.ts'
import { codeOf } from './fault.ts'

/** A bundle as it lies in the folder. */
export interface StoredBundle {
  readonly name: string
  readonly nightly: boolean
  readonly day: Day
  readonly madeAt: number
  readonly bytes: number
  /** As noted beside the file. */
  readonly sha256: string | null
}

const nameForm = /^chuangyuan-(nightly-)?(\d{4}-\d{2}-\d{2})(-\d{6})?\.tar\.gz$/
const eightHoursMs = 8 * 3_600_000

/** `chuangyuan-2026-03-05-090000.tar.gz`: Beijing day and time. */
export function bundleNameAt(now: number): string {
  const stamp = new Date(now + eightHoursMs).toISOString().slice(0, 19)
  return `chuangyuan-${stamp.replaceAll(':', '').replace('T', '-')}.tar.gz`
}

/** One for a night, whoever of several processes makes it. */
export function nightlyBundleName(day: Day): string {
  return `chuangyuan-nightly-${day}.tar.gz`
}

/** `var/backups`. Its files are the truth: those made at a terminal are listed beside the rest. */
export function bundleFolder(dataDir: string) {
  const folder = join(dataDir, 'backups')
  const placeOf = (name: string) => join(folder, name)
  const notePlaceOf = (name: string) => join(folder, `${name}.sha256`)

  async function describe(name: string): Promise<StoredBundle | undefined> {
    const [, nightly, dayText] = nameForm.exec(name) ?? []
    const day = dayText === undefined ? undefined : parseDay(dayText)
    if (day === undefined) return undefined
    const file = await stat(placeOf(name)).catch(absent)
    if (file?.isFile() !== true) return undefined
    const note = await readFile(notePlaceOf(name), 'utf8').catch(absent)
    return {
      name,
      nightly: nightly !== undefined,
      day,
      madeAt: Math.trunc(file.mtimeMs),
      bytes: file.size,
      sha256: /^[0-9a-f]{64}/.exec(note ?? '')?.[0] ?? null,
    }
  }

  async function sumOf(name: string): Promise<string> {
    const hash = createHash('sha256')
    for await (const chunk of chunksOf(createReadStream(placeOf(name)))) hash.update(chunk)
    return hash.digest('hex')
  }

  async function list(): Promise<StoredBundle[]> {
    const names = (await readdir(folder).catch(absent)) ?? []
    const found = await Promise.all(names.map(describe))
    return found
      .filter((each) => each !== undefined)
      .toSorted((a, b) => b.madeAt - a.madeAt || (a.name < b.name ? 1 : -1))
  }

  return {
    folder,
    placeOf,

    /** Newest first. */
    list,

    /** Undefined also for a name that no bundle can have, so that none leads out of the folder. */
    find: describe,

    sumOf,

    /** Writes the file's sum beside it, in the form `sha256sum --check` reads. */
    async note(name: string): Promise<string> {
      const sha256 = await sumOf(name)
      await writeFile(notePlaceOf(name), `${sha256}  ${name}\n`, { mode: 0o600 })
      return sha256
    },

    /** Removes nightly bundles from before a day. What somebody made by hand stays. */
    async sweep(before: Day): Promise<string[]> {
      const old = (await list()).filter(({ nightly, day }) => nightly && day < before)
      for (const { name } of old) {
        await rm(placeOf(name), { force: true })
        await rm(notePlaceOf(name), { force: true })
      }
      return old.map(({ name }) => name)
    },
  }
}

/** The Beijing day and hour of an instant. */
export function nightOf(now: Instant): { readonly day: Day; readonly hour: number } {
  return { day: dayOf(now), hour: new Date(now + eightHoursMs).getUTCHours() }
}

function absent(fault: unknown): undefined {
  if (codeOf(fault) === 'ENOENT') return undefined
  throw fault
}
