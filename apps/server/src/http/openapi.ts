import type { Operation } from '@chuangyuan/contract/operation'
import { problem } from '@chuangyuan/contract/problem'
import { refusalStatus } from '@chuangyuan/contract/refusal'
import { z } from 'zod'

/** The bound operations as an OpenAPI 3.1 document. */
export function openApiOf(operations: readonly Operation[], version: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of operations) {
    const path = operation.path.replace(/:([a-zA-Z]+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: described(operation) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '创园 Chuangyuan',
      version,
      description:
        '区县创建国家园林城市平台的接口。拒绝一律为 RFC 9457 问题详情，code 说明是哪条规则。写操作须带请求头 X-Requested-With: chuangyuan。',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'chuangyuan-session' } },
    },
  }
}

function described(operation: Operation): Record<string, unknown> {
  return {
    operationId: operation.id,
    tags: [operation.id.split('.')[0]],
    summary: operation.summary,
    'x-policy': operation.policy,
    security:
      operation.policy.kind === 'public' || operation.policy.kind === 'setup' ? [] : [{ session: [] }],
    parameters: [...parametersOf(operation.params, 'path'), ...parametersOf(operation.query, 'query')],
    ...requestBodyOf(operation),
    responses: { ...successOf(operation), ...refusalsOf(operation) },
  }
}

function parametersOf(schema: z.ZodObject<Record<string, z.ZodType>>, place: 'path' | 'query'): unknown[] {
  const fields: [string, z.ZodType][] = Object.entries(schema.shape)
  return fields.map(([name, each]) => ({
    name,
    in: place,
    required: place === 'path' || !each.safeParse(undefined).success,
    schema: schemaOf(each, 'input'),
  }))
}

function requestBodyOf(operation: Operation): Record<string, unknown> {
  if (operation.upload) {
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }
  }
  if (operation.body === undefined) return {}
  return {
    requestBody: {
      required: true,
      content: { 'application/json': { schema: schemaOf(operation.body, 'input') } },
    },
  }
}

function successOf(operation: Operation): Record<string, unknown> {
  if (operation.reply === 'nothing') return { '204': { description: '已完成' } }
  if ('stream' in operation.reply)
    return {
      '200': { description: '事件流', content: { [operation.reply.stream]: { schema: { type: 'string' } } } },
    }
  if ('file' in operation.reply) {
    return {
      '200': {
        description: '文件',
        content: { [operation.reply.file]: { schema: { type: 'string', format: 'binary' } } },
      },
    }
  }
  return {
    '200': {
      description: '成功',
      content: { 'application/json': { schema: schemaOf(operation.reply, 'output') } },
    },
  }
}

function refusalsOf(operation: Operation): Record<string, unknown> {
  const byStatus = new Map<number, string[]>()
  for (const code of ['request.invalid', ...operation.refusals] as const) {
    byStatus.set(refusalStatus[code], [...(byStatus.get(refusalStatus[code]) ?? []), code])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes.join(' · '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  return rest
}
