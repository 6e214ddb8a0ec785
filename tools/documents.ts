import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { projectRoot } from './run-step.ts'

/** A file of the project as text, by its path from the top. */
export function textOf(file: string): string {
  return readFileSync(path.join(projectRoot, file), 'utf8')
}

const foreign = /(^|\/)(node_modules|dist|var|coverage|test-results|playwright-report|\.cache|\.git)(\/|$)/

/** The project's own files, as paths from the top, in order. */
export function projectFiles(pattern: string): readonly string[] {
  return globSync(pattern, { cwd: projectRoot, exclude: (name) => foreign.test(name) }).toSorted()
}

/** What stands between back-ticks, code blocks aside. */
export function quotedIn(markdown: string): readonly string[] {
  const prose = markdown.replaceAll(/^```[\s\S]*?^```/gm, '')
  return [...prose.matchAll(/`([^`\n]+)`/g)].flatMap(([, quoted]) => quoted ?? [])
}

/** A quotation that names a file or folder of this project; package names, types and commands do not. */
export function isProjectPath(quoted: string): boolean {
  if (/^(routes|store|public|policy|types|index|sign-in)\.ts$|^journal\/$/.test(quoted)) return false
  return (
    /^[\w.-]+(\/[\w.-]+)+\/?$/.test(quoted) ||
    /^[\w.-]+\.(md|ts|js|json|yml|cjs)$/.test(quoted) ||
    quoted === 'LICENSE'
  )
}

/** Targets of links and pictures that lie in this project. */
export function localLinksIn(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
    .flatMap(([, target]) => target ?? [])
    .filter((target) => !target.includes('://'))
}

const names = z.record(z.string(), z.string()).default({})

export const manifestSchema = z.object({
  name: z.string(),
  license: z.string(),
  scripts: names,
  dependencies: names,
  devDependencies: names,
})

export type Manifest = z.infer<typeof manifestSchema>

export function manifests(): readonly { readonly file: string; readonly manifest: Manifest }[] {
  return projectFiles('{package.json,packages/*/package.json,apps/*/package.json}').map((file) => ({
    file,
    manifest: manifestSchema.parse(JSON.parse(textOf(file))),
  }))
}
