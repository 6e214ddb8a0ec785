import { Linter } from 'eslint'
import { expect, it } from 'vitest'
import { namedIdea } from './lint/named-idea.js'

function isRefused(file: string): boolean {
  const linter = new Linter()
  const plugin = { rules: { 'named-idea': namedIdea } }
  const configuration = {
    files: ['**/*.ts'],
    plugins: { house: plugin },
    rules: { 'house/named-idea': 'error' as const },
  }
  return linter.verify('', configuration, { filename: file }).length > 0
}

it.each([
  'utils.ts',
  'date-utils.ts',
  'helpers.ts',
  'site-manager.ts',
  'finding-service.ts',
  'misc.ts',
  'types.ts',
  'index.ts',
  'common.test.ts',
])('a file called %s is refused', (name) => {
  expect(isRefused(`packages/domain/src/${name}`)).toBe(true)
})

it.each(['day.ts', 'recheck-finding.ts', 'service-radius.ts', 'indexed-tree.ts', 'site.test.ts'])(
  'a file called %s is named after its idea',
  (name) => {
    expect(isRefused(`packages/domain/src/${name}`)).toBe(false)
  },
)
