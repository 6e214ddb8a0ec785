import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { testApp, type TestApp } from '../testing/test-app.ts'

let app: TestApp
let document: Record<string, unknown>
beforeAll(async () => {
  app = await testApp()
  document = (await app.http.inject({ url: '/api/openapi.json' })).json()
}, 60_000)
afterAll(() => app.close())

const described = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.looseObject({ operationId: z.string() }))),
})

it('is valid OpenAPI 3.1', async () => {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(document)
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  expect(validator.version).toBe('3.1')
})

it('names every bound operation once, under its method and path', () => {
  const { paths } = described.parse(document)
  const found = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  )
  const bound = app.operations.map(
    ({ id, method, path }) =>
      `${id} ${method.toLowerCase()} ${path.replace(/:([a-zA-Z]+)/g, (_, name: string) => `{${name}}`)}`,
  )
  expect(found.toSorted()).toEqual(bound.toSorted())
})

it('gives each path parameter, and each refusal under its status', () => {
  const { paths } = described.parse(document)
  const verify = z
    .object({
      parameters: z.array(z.object({ name: z.string(), in: z.string(), required: z.boolean() })),
      responses: z.record(z.string(), z.object({ description: z.string() })),
    })
    .parse(paths['/api/backups/{bundle}/verification']?.['post'])
  expect(verify.parameters).toEqual([{ name: 'bundle', in: 'path', required: true }])
  expect(verify.responses['403']?.description).toContain('backup.other-districts')
  expect(verify.responses['422']?.description).toContain('backup.damaged')
})
