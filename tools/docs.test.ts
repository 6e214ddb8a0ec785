import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { isProjectPath, localLinksIn, manifests, projectFiles, quotedIn, textOf } from './documents.ts'
import { projectRoot } from './run-step.ts'

const documents = projectFiles('{*.md,docs/**/*.md}')
const root = manifests().find(({ file }) => file === 'package.json')?.manifest

function exists(file: string): boolean {
  return existsSync(path.join(projectRoot, file))
}

function folders(pattern: string): readonly string[] {
  return [...new Set(projectFiles(pattern).map((file) => path.dirname(file)))]
}

describe('the documents', () => {
  it.each(documents)('%s names only files that exist', (document) => {
    expect(
      quotedIn(textOf(document))
        .filter(isProjectPath)
        .filter((file) => !exists(file)),
    ).toEqual([])
  })

  it.each(documents)('%s links only to what exists', (document) => {
    const missing = localLinksIn(textOf(document)).filter(
      (target) => !exists(path.join(path.dirname(document), target)),
    )
    expect(missing).toEqual([])
  })

  it.each(documents)('%s mentions only commands that exist', (document) => {
    const mentioned = [...textOf(document).matchAll(/npm (?:run ([\w:-]+)|(start|test)\b)/g)]
    const missing = mentioned
      .map(([, run, short]) => run ?? short ?? '')
      .filter((name) => root?.scripts[name] === undefined)
    expect(missing).toEqual([])
  })

  it('ARCHITECTURE.md names every feature, every rule folder and every workspace', () => {
    const architecture = textOf('ARCHITECTURE.md')
    const nouns = [
      ...folders('apps/*/src/features/*/*'),
      ...folders('packages/domain/src/*/*.ts'),
      ...folders('{apps,packages}/*/package.json'),
    ]
    expect(nouns.filter((folder) => !architecture.includes(folder))).toEqual([])
  })

  it('ARCHITECTURE.md can be read in fifteen minutes', () => {
    expect(textOf('ARCHITECTURE.md').split('\n').length).toBeLessThanOrEqual(200)
  })

  it('GLOSSARY.md gives each word one row, and a folder that exists', () => {
    const rows = textOf('GLOSSARY.md')
      .split('\n')
      .filter((line) => /^\| (?!中文|-)/.test(line))
      .map((line) => line.split('|').map((cell) => cell.trim()))
    const chinese = rows.map(([, word]) => word ?? '')
    expect(chinese.filter((word, index) => chinese.indexOf(word) !== index)).toEqual([])
    const homes = ['packages/domain/src', 'apps/server/src/features', 'apps/web/src/features', 'packages']
    const homeless = rows
      .map(([, , , folder]) => (folder ?? '').replaceAll('`', ''))
      .filter((folder) => folder !== '—' && !homes.some((home) => exists(path.join(home, folder))))
    expect(homeless).toEqual([])
  })

  it('decisions are numbered without a gap', () => {
    const numbers = projectFiles('docs/adr/*.md').map((file) => Number(path.basename(file).slice(0, 4)))
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('publiccode.yml and CHANGELOG.md know the present version', () => {
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(textOf('package.json')))
    expect(textOf('publiccode.yml')).toContain(`softwareVersion: ${version}\n`)
    expect(textOf('CHANGELOG.md')).toMatch(/^## \[(Unreleased|\d+\.\d+\.\d+)\]/m)
  })
})

describe('the tree', () => {
  it('depends on exact versions only, the same one everywhere', () => {
    const wanted = new Map<string, Set<string>>()
    for (const { manifest } of manifests()) {
      for (const [name, version] of Object.entries({
        ...manifest.dependencies,
        ...manifest.devDependencies,
      })) {
        wanted.set(name, (wanted.get(name) ?? new Set()).add(version))
      }
    }
    const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/
    expect(
      [...wanted].filter(([, versions]) => ![...versions].every((version) => exact.test(version))),
    ).toEqual([])
    expect([...wanted].filter(([, versions]) => versions.size > 1)).toEqual([])
  })

  it('every workspace carries the licence', () => {
    expect(textOf('LICENSE')).toContain('Apache License')
    expect(manifests().filter(({ manifest }) => manifest.license !== 'Apache-2.0')).toEqual([])
  })

  it('every script runs a file that exists', () => {
    const run = Object.values(root?.scripts ?? {}).flatMap((line) =>
      [...line.matchAll(/[\w./-]+\.ts\b/g)].map(([file]) => file),
    )
    expect(run.filter((file) => !exists(file))).toEqual([])
  })

  it('the lock file names no registry host, and every platform’s optional package', () => {
    const lock = z
      .object({
        packages: z.record(
          z.string(),
          z.object({
            resolved: z.string().optional(),
            optionalDependencies: z.record(z.string(), z.string()).optional(),
          }),
        ),
      })
      .parse(JSON.parse(textOf('package-lock.json')))
    const entries = Object.entries(lock.packages)
    expect(entries.filter(([, { resolved }]) => resolved?.includes('://'))).toEqual([])
    const locked = new Set(entries.map(([place]) => place.split('node_modules/').at(-1)))
    const optional = entries.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}))
    expect(optional.filter((name) => !locked.has(name))).toEqual([])
  })

  it('no file holds a path of somebody’s machine', () => {
    const folders = ['Users', 'builds', 'home', 'root', 'work', 'workspace'].join('|')
    const machinePath = new RegExp(`(?<![\\w.}])/(${folders})/\\w|C:\\\\Users`)
    const sources = projectFiles(
      '{*,.ci/*,{packages,apps,e2e,bench,tools,docs}/**/*}.{ts,js,vue,json,md,yml,css,html,sql,sh}',
    )
    expect(sources.filter((file) => machinePath.test(textOf(file)))).toEqual([])
  })
})
