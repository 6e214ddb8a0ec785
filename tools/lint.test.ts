import { ESLint } from 'eslint'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot } from './run-step.ts'

/** Faults with the rule that must find each. The text stands in for a file that exists, because types need one. */
const faults: Readonly<Record<string, readonly [file: string, source: string]>> = {
  '@typescript-eslint/no-floating-promises': ['tools/run-step.ts', `Promise.resolve(1)`],
  '@typescript-eslint/no-explicit-any': [
    'tools/run-step.ts',
    `export const loose = (value: any) => String(value)`,
  ],
  '@typescript-eslint/require-array-sort-compare': [
    'tools/run-step.ts',
    `export const sorted = [10, 9].sort()`,
  ],
  '@typescript-eslint/switch-exhaustiveness-check': [
    'tools/run-step.ts',
    `export function say(state: 'open' | 'closed'): void { switch (state) { case 'open': console.log(state) } }`,
  ],
  'no-restricted-syntax': ['tools/lint.test.ts', `import { vi } from 'vitest'; vi.mock('./run-step.ts')`],
  'vue/no-undef-components': ['packages/ui/src/EmptyState.vue', `<template><TreeMap /></template>`],
  'vue/no-v-html': [
    'packages/ui/src/EmptyState.vue',
    `<script setup lang="ts">const text = 'x'</script><template><p v-html="text" /></template>`,
  ],
}

describe('the linter', { timeout: 60_000 }, () => {
  const linter = new ESLint({ cwd: projectRoot })

  async function rulesBrokenBy(file: string, source: string): Promise<readonly (string | null)[]> {
    const [result] = await linter.lintText(source, { filePath: path.join(projectRoot, file) })
    return result?.messages.map(({ ruleId }) => ruleId) ?? []
  }

  it.each(Object.entries(faults))('finds a fault against %s', async (rule, [file, source]) => {
    expect(await rulesBrokenBy(file, source)).toContain(rule)
  })

  it('lets a sound file pass', async () => {
    expect(await rulesBrokenBy('tools/run-step.ts', `export const ten = 10\n`)).toEqual([])
  })
})
