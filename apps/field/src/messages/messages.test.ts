import { expect, it } from 'vitest'
import { en } from './en.ts'
import { zhCn } from './zh-cn.ts'

function texts(tree: unknown, path = ''): [string, string][] {
  if (typeof tree === 'string') return [[path, tree]]
  return Object.entries(tree as object).flatMap(([key, value]) => texts(value, `${path}/${key}`))
}

function gaps(text: string): string[] {
  return (text.match(/\{\w+\}/g) ?? []).toSorted()
}

const chinese = texts(zhCn)
const english = new Map(texts(en))

it('no sentence is empty, in any language', () => {
  expect([...chinese, ...english].filter(([, text]) => text.trim() === '')).toEqual([])
})

it('a sentence is filled in with the same facts in every language', () => {
  const unlike = chinese.filter(([path, text]) => gaps(text).join() !== gaps(english.get(path) ?? '').join())
  expect(unlike.map(([path]) => path)).toEqual([])
})
