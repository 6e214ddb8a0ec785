import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import configuration from '../.dependency-cruiser.js'
import { projectRoot } from './run-step.ts'

/**
 * A guard that cannot fail guards nothing: every arrow is broken once in a
 * small tree of its own, and the guard must name each break.
 */
const violations: Readonly<Record<string, readonly [file: string, source: string]>> = {
  'domain-imports-nothing': ['packages/domain/src/finding/read.ts', `import 'node:fs'`],
  'contract-imports-domain-and-zod': ['packages/contract/src/site.ts', `import 'fastify'`],
  'geo-knows-no-domain-words': [
    'packages/geo/src/area.ts',
    `import type { Site } from '../../domain/src/site/site.ts'; export type Area = Site`,
  ],
  'apps-never-import-apps': [
    'apps/web/src/App.vue',
    `<script setup lang="ts">\nimport type { App } from '../../server/src/app.ts'\ndefineProps<{ app: App }>()\n</script>`,
  ],
  'packages-never-import-apps': ['packages/ui/src/button.ts', `import '../../../apps/server/src/app.ts'`],
  'phone-carries-little': ['apps/field/src/area.ts', `import '../../../packages/geo/src/area.ts'`],
  'production-never-imports-tests': ['apps/server/src/jobs/nightly.ts', `import '../app.test.ts'`],
  'only-stores-import-the-database': ['apps/server/src/features/site/routes.ts', `import 'kysely'`],
  'features-meet-in-public': [
    'apps/server/src/features/target/issue-target.ts',
    `import type { Row } from '../site/store.ts'; export type Target = Row`,
  ],
  'no-cycles': [
    'packages/workbook/src/row.ts',
    `import type { Sheet } from './sheet.ts'; export type Row = Sheet`,
  ],
  'imports-resolve': ['packages/workbook/src/cell.ts', `import './nowhere.ts'`],
}

const innocent: readonly (readonly [file: string, source: string])[] = [
  ['packages/domain/src/site/site.ts', `export interface Site { readonly id: string }`],
  ['packages/workbook/src/sheet.ts', `import type { Row } from './row.ts'; export type Sheet = Row`],
  ['apps/server/src/app.ts', `export interface App { readonly name: string }`],
  ['apps/server/src/app.test.ts', `import './app.ts'`],
  ['apps/server/src/features/site/public.ts', `export type { Row } from './store.ts'`],
  ['apps/server/src/features/site/store.ts', `import 'kysely'; export interface Row { readonly id: string }`],
  [
    'apps/server/src/features/finding/routes.ts',
    `import type { Row } from '../site/public.ts'; export type X = Row`,
  ],
]

describe('the arrows between parts', () => {
  let tree = ''
  let found: ReadonlySet<string> = new Set()

  beforeAll(async () => {
    const parent = path.join(projectRoot, '.cache')
    mkdirSync(parent, { recursive: true })
    // Inside the project, so that the planted imports find the same node_modules.
    tree = mkdtempSync(path.join(parent, 'arrows-'))
    for (const [file, source] of [...Object.values(violations), ...innocent]) {
      mkdirSync(path.dirname(path.join(tree, file)), { recursive: true })
      writeFileSync(path.join(tree, file), source)
    }
    const options = {
      ...configuration.options,
      cache: false,
      baseDir: tree,
      ruleSet: configuration,
      validate: true,
    }
    const { output } = await cruise(['packages', 'apps'], options)
    const { summary } = output as ICruiseResult
    found = new Set(summary.violations.map(({ rule, from }) => `${rule.name} ${from}`))
  })

  afterAll(() => {
    rmSync(tree, { recursive: true, force: true })
  })

  it.each(Object.entries(violations))('%s is enforced', (rule, [file]) => {
    expect([...found]).toContain(`${rule} ${file}`)
  })

  it('every rule has a planted violation', () => {
    expect(configuration.forbidden?.map(({ name }) => name)).toEqual(Object.keys(violations))
  })

  it('code that keeps to the arrows is left alone', () => {
    const accused = innocent
      .map(([file]) => file)
      .filter((file) => [...found].some((entry) => entry.endsWith(` ${file}`)))
    // A cycle is told at whichever end the walk meets first.
    expect(accused.filter((file) => file !== 'packages/workbook/src/sheet.ts')).toEqual([])
  })
})
