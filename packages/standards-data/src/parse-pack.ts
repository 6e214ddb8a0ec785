import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'

import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { PackProblem, PackProblemCode } from '@chuangyuan/domain/standard/pack-problem'

import { packSchema } from './pack-schema.ts'
import { inconsistencies } from './inconsistencies.ts'
import { placeOf, textMember, valueAt } from './json-place.ts'

export interface PackRefusal {
  readonly code: 'pack.invalid'
  readonly problems: readonly PackProblem[]
}

const conforms = new Ajv2020({
  allErrors: true,
  discriminator: true,
  strict: true,
  strictRequired: false,
}).compile<Pack>(packSchema)

/** Reads a pack from outside: its form by the published schema, then everything that must fit together. */
export function parsePack(json: unknown): Result<Pack, PackRefusal> {
  if (!conforms(json)) {
    const problems = (conforms.errors ?? []).flatMap((error) => problemOf(json, error))
    return refuse({ code: 'pack.invalid', problems })
  }
  const problems = inconsistencies(json)
  return problems.length === 0 ? accept(json) : refuse({ code: 'pack.invalid', problems })
}

const codes: Readonly<Record<string, PackProblemCode>> = {
  required: 'pack.field-missing',
  additionalProperties: 'pack.field-unknown',
  type: 'pack.type-wrong',
  enum: 'pack.value-not-allowed',
  const: 'pack.value-not-allowed',
  discriminator: 'pack.value-not-allowed',
  pattern: 'pack.value-malformed',
  minLength: 'pack.value-malformed',
  minItems: 'pack.too-few',
  minProperties: 'pack.too-few',
  uniqueItems: 'pack.id-twice',
}

function problemOf(json: unknown, error: ErrorObject): readonly PackProblem[] {
  if (error.keyword === 'oneOf') return []
  const code = codes[error.keyword] ?? 'pack.value-out-of-range'
  const own = textMember(error.params, 'missingProperty') ?? textMember(error.params, 'additionalProperty')
  // A wrong tag value is reported at the object that carries it; the field at fault is the tag.
  const tag = error.keyword === 'discriminator' ? textMember(error.params, 'tag') : undefined
  const path = [error.instancePath, own ?? tag].filter((part) => part !== undefined).join('/')
  if (path === '') return [{ code: 'pack.not-an-object', field: '', path }]
  const allowed: unknown = error.params['allowedValues']
  const found = own === undefined ? scalar(valueAt(json, path)) : undefined
  return [
    {
      code,
      ...placeOf(json, path),
      path,
      ...(found === undefined ? {} : { found }),
      ...(Array.isArray(allowed) ? { expected: allowed.map(String) } : {}),
    },
  ]
}

function scalar(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}
