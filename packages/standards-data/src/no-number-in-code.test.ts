import { globSync, readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

const source = new URL('../../domain/src/', import.meta.url).pathname

/** Units have their factors and arithmetic its digits; any other number would be a standard's, and belongs in a pack. */
const allowed = new Set(['0', '1', '2', '4', '10', '12', '100', '1000', '1e-9'])

function codeOf(file: string): string {
  return readFileSync(file, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/\/\/.*$/gm, '')
    .replaceAll(/'[^'\n]*'|`[^`]*`/g, '')
}

const files = globSync(`${source}{standard,assessment}/*.ts`).filter(
  (file) => !/\.test\.ts$|\.testing\.ts$|\/unit\.ts$/.test(file),
)

test('no threshold, point or radius stands in the rules', () => {
  expect(files.length).toBeGreaterThan(20)
  const found = files.flatMap((file) =>
    [...codeOf(file).matchAll(/(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e-?\d+)?\b/g)]
      .map(([number]) => number)
      .filter((number) => !allowed.has(number))
      .map((number) => `${file.slice(source.length)}: ${number}`),
  )
  expect(found).toEqual([])
})

test('the search would find one', () => {
  expect('const greenRate = 31'.match(/(?<![\w.])\d[\d_]*/)?.[0]).toBe('31')
})
