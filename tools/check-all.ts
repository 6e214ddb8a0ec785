/**
 * Everything that reads the tree without running it: format, lint, types,
 * arrows, dead code. All steps run even when one fails, so that one run shows
 * all there is to repair. `npm run check -- lint types` runs only those.
 */
import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { projectRoot, runStep, seconds } from './run-step.ts'

interface Step {
  readonly name: string
  readonly run: () => Promise<number>
}

/** Workspaces with Vue components need vue-tsc; the others are faster under plain tsc. */
function typeCheck(folder: string): Step {
  const hasComponents =
    existsSync(path.join(projectRoot, folder, 'src')) &&
    readdirSync(path.join(projectRoot, folder, 'src'), { recursive: true }).some((name) =>
      String(name).endsWith('.vue'),
    )
  const buildInfo = path.join('.cache', 'tsc', `${folder.replaceAll('/', '-') || 'root'}.tsbuildinfo`)
  return {
    name: `types ${folder || '(root)'}`,
    run: () =>
      runStep(hasComponents ? 'vue-tsc' : 'tsc', [
        ...['-p', path.join(projectRoot, folder, 'tsconfig.json')],
        ...['--incremental', '--tsBuildInfoFile', path.join(projectRoot, buildInfo)],
      ]),
  }
}

/** A service worker is a program of its own beside its app, with other things around it. */
function workspaces(): string[] {
  return ['packages', 'apps']
    .flatMap((parent) => readdirSync(path.join(projectRoot, parent)).map((name) => `${parent}/${name}`))
    .flatMap((folder) => [folder, `${folder}/service-worker`])
    .filter((folder) => existsSync(path.join(projectRoot, folder, 'tsconfig.json')))
}

/** TypeScript calls a program without files an error; a package that is only named is none. */
function hasSources(folder: string): boolean {
  const inside = readdirSync(path.join(projectRoot, folder))
  const names = inside.includes('src')
    ? readdirSync(path.join(projectRoot, folder, 'src'), { recursive: true })
    : inside
  return names.some((name) => /[.](ts|vue)$/.test(String(name)))
}

const steps: readonly Step[] = [
  {
    name: 'format',
    run: () =>
      runStep('prettier', [
        '--check',
        '--cache',
        '--cache-location',
        '.cache/prettier',
        '--log-level',
        'warn',
        '.',
      ]),
  },
  {
    name: 'lint',
    run: () =>
      runStep(
        'eslint',
        [
          ...['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/eslint/'],
          ...['--max-warnings', '0', '.'],
        ],
        // The types of every workspace at once need more than Node's usual heap.
        { NODE_OPTIONS: '--max-old-space-size=8192' },
      ),
  },
  ...[...workspaces().filter(hasSources), ''].map(typeCheck),
  {
    name: 'arrows',
    run: () => runStep('depcruise', ['--config', '.dependency-cruiser.js', 'packages', 'apps']),
  },
  {
    name: 'dead code',
    run: () => runStep('knip', ['--no-config-hints', '--cache', '--cache-location', '.cache/knip']),
  },
]

const wanted = process.argv.slice(2)
const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
const lines: string[] = []
let failed = 0

async function runInTurn(lane: readonly Step[]): Promise<void> {
  for (const { name, run } of lane) {
    const started = performance.now()
    const code = await run()
    if (code !== 0) failed += 1
    lines.push(`${code === 0 ? 'ok    ' : 'FAILED'}  ${name.padEnd(32)} ${seconds(started)}`)
  }
}

// Linting takes as long as everything else.
await Promise.all([
  runInTurn(chosen.filter(({ name }) => name === 'lint')),
  runInTurn(chosen.filter(({ name }) => name !== 'lint')),
])
console.log(`\n${lines.join('\n')}`)
console.log(failed === 0 ? '\nall checks passed' : `\n${failed} of ${chosen.length} checks failed`)
process.exitCode = failed === 0 ? 0 : 1
