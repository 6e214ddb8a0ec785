import { describe, expect, it } from 'vitest'
import { zhCn as field } from '../apps/field/src/messages/zh-cn.ts'
import { zhCn as console } from '../apps/web/src/messages/zh-cn.ts'
import { inTraditional } from '@chuangyuan/ui/traditional-messages'

function texts(tree: unknown, path: string): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) => texts(value, `${path}/${key}`))
}

describe.each([
  ['console', console],
  ['phone', field],
])('in the messages of the %s', (_app, messages) => {
  const simplified = texts(messages, '')
  const traditional = new Map(texts(inTraditional(messages), ''))

  it('every sentence has its traditional twin', () => {
    expect([...traditional.keys()]).toEqual(simplified.map(([path]) => path))
  })

  it('names to be filled in survive the conversion', () => {
    const named = (text: string | undefined) => text?.match(/\{[^}]*\}/g) ?? []
    for (const [path, text] of simplified) expect(named(traditional.get(path))).toEqual(named(text))
  })
})

it('characters are traditional', () => {
  expect(inTraditional({ title: '国家园林城市', hint: '共 {count} 条' })).toEqual({
    title: '國家園林城市',
    hint: '共 {count} 條',
  })
})
