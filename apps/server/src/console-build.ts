import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { glob } from 'node:fs/promises'
import path from 'node:path'

/** The checkout this program runs from. */
const repositoryDir = path.resolve(import.meta.dirname, '../../..')
const consoleDir = path.join(repositoryDir, 'apps/web/dist')
const stampFile = path.join(consoleDir, '.built-from')

/** What the browser receives is made of these; a change in any of them asks for a new build. */
const sources = [
  'apps/web/*.{ts,html,json}',
  'apps/web/{src,public}/**',
  'packages/{ui,domain,contract}/src/**',
  'package-lock.json',
]

/** Builds the console unless the present build was made from exactly these sources. Resolves to whether it built. */
export async function buildConsole(say: (line: string) => void): Promise<boolean> {
  const stamp = await sourceHash()
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false
  say('正在构建操作台（源文件有变化或首次启动）……')
  const vite = path.join(repositoryDir, 'node_modules/vite/bin/vite.js')
  await run(process.execPath, [vite, 'build', '--logLevel', 'warn', path.join(repositoryDir, 'apps/web')])
  writeFileSync(stampFile, stamp)
  return true
}

async function sourceHash(): Promise<string> {
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
      else reject(new Error(`console build ended with code ${String(code)}`))
    })
  })
}
