import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'

/** The checkout this program runs from. */
const repositoryDir = path.resolve(import.meta.dirname, '../../..')

/** What browsers receive: the console, and the app for phones. */
const apps = [
  { folder: 'apps/web', name: '操作台' },
  { folder: 'apps/field', name: '现场端' },
] as const

/** Both are made of these besides their own files; a change in any of them asks for a new build. */
const sharedSources = ['packages/{ui,domain,contract,holidays}/src/**', 'package-lock.json']

/** Builds each app unless its present build was made from exactly these sources. Resolves to whether it built any. */
export async function buildConsole(say: (line: string) => void): Promise<boolean> {
  let built = false
  // One after the other: two builds at once want more memory than a small server has.
  for (const app of apps) built = (await buildApp(app, say)) || built
  return built
}

async function buildApp(
  { folder, name }: (typeof apps)[number],
  say: (line: string) => void,
): Promise<boolean> {
  const stampFile = path.join(repositoryDir, folder, 'dist/.built-from')
  const stamp = await sourceHash([
    `${folder}/*.{ts,html,json}`,
    `${folder}/{src,public,service-worker}/**`,
    ...sharedSources,
  ])
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  say(`正在构建${name}（源文件有变化或首次启动）……`)
  const vite = path.join(repositoryDir, 'node_modules/vite/bin/vite.js')
  await run(process.execPath, [vite, 'build', '--logLevel', 'warn', path.join(repositoryDir, folder)])
  writeFileSync(stampFile, stamp)
  return true
}

async function sourceHash(sources: readonly string[]): Promise<string> {
  const files: string[] = []
  for await (const entry of glob(sources, { cwd: repositoryDir, withFileTypes: true })) {
    if (entry.isFile() && !entry.name.endsWith('.test.ts'))
      files.push(path.join(entry.parentPath, entry.name))
  }
  const hash = createHash('sha256')
  for (const file of files.sort((a, b) => (a < b ? -1 : 1))) {
    hash.update(path.relative(repositoryDir, file)).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: repositoryDir, stdio: ['ignore', 'inherit', 'inherit'] })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 0) resolve()
      else reject(new Error(`building ended with code ${String(code)}`))
    })
  })
}
