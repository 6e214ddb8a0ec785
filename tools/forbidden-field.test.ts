import type { Operation } from '@chuangyuan/contract/operation'
import { operation, signedIn } from '@chuangyuan/contract/operation'
import { forbiddenFields, violationsOf } from '@chuangyuan/contract/forbidden-field'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { projectRoot } from './run-step.ts'

const folder = path.join(projectRoot, 'packages/contract/src')

function isOperation(value: unknown): value is Operation {
  return typeof value === 'object' && value !== null && 'policy' in value && 'summary' in value
}

const modules: unknown[] = await Promise.all(
  readdirSync(folder)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name): Promise<unknown> => import(path.join(folder, name))),
)
const operations = modules.flatMap((each): unknown[] => Object.values(each as object)).filter(isOperation)

function planted(body: z.ZodType): Operation {
  return operation({
    id: 'person.planted',
    method: 'POST',
    path: '/api/planted',
    summary: '',
    policy: signedIn,
    body,
    reply: 'nothing',
  })
}

it('no operation asks for a check-in, a track, online time, steps or points of persons', () => {
  expect(operations.length).toBeGreaterThan(100)
  expect(operations.flatMap(violationsOf)).toEqual([])
})

it('each forbidden name is found, however deep it stands and however it is written', () => {
  for (const { meaning, names, namesOfPersons = [] } of forbiddenFields) {
    for (const name of [...names, ...namesOfPersons]) {
      const field = name.replaceAll(/ (\w)/g, (_, letter: string) => letter.toUpperCase())
      const deep = z.object({
        wish: z.discriminatedUnion('kind', [
          z.object({ kind: z.literal('one') }),
          z.object({ kind: z.literal('other'), list: z.array(z.object({ [field]: z.number().optional() })) }),
        ]),
      })
      expect(violationsOf(planted(deep)), name).toEqual([
        { operation: 'person.planted', path: `body.wish.list.${field}`, meaning },
      ])
    }
  }
})

it('points of a standard are no points of a person', () => {
  const row = operation({
    id: 'pack.correct',
    method: 'POST',
    path: '/api/planted',
    summary: '',
    policy: signedIn,
    query: z.object({ points: z.coerce.number() }),
    reply: 'nothing',
  })
  expect(violationsOf(row)).toEqual([])
})
