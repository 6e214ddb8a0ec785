import type { ErrorObject } from 'ajv/dist/2020.js'

import { textMember, valueAt } from './json-place.ts'

/** One way in which data do not have the form of their schema. */
export interface SchemaFault {
  readonly fault:
    | 'not-an-object'
    | 'field-missing'
    | 'field-unknown'
    | 'type-wrong'
    | 'value-not-allowed'
    | 'value-malformed'
    | 'value-out-of-range'
    | 'too-few'
    | 'id-twice'
  /** JSON pointer from the top. */
  readonly path: string
  readonly found?: string
  readonly expected?: readonly string[]
}

const faults: Readonly<Record<string, SchemaFault['fault']>> = {
  required: 'field-missing',
  additionalProperties: 'field-unknown',
  type: 'type-wrong',
  enum: 'value-not-allowed',
  const: 'value-not-allowed',
  discriminator: 'value-not-allowed',
  pattern: 'value-malformed',
  minLength: 'value-malformed',
  minItems: 'too-few',
  minProperties: 'too-few',
  uniqueItems: 'id-twice',
}

export function schemaFaults(json: unknown, errors: readonly ErrorObject[]): readonly SchemaFault[] {
  return errors.flatMap((error) => faultsOf(json, error))
}

function faultsOf(json: unknown, error: ErrorObject): readonly SchemaFault[] {
  if (error.keyword === 'oneOf') return []
  const own = textMember(error.params, 'missingProperty') ?? textMember(error.params, 'additionalProperty')
  // A wrong tag value is reported at the object that carries it; the field at fault is the tag.
  const tag = error.keyword === 'discriminator' ? textMember(error.params, 'tag') : undefined
  const path = [error.instancePath, own ?? tag].filter((part) => part !== undefined).join('/')
  if (path === '') return [{ fault: 'not-an-object', path }]
  const allowed: unknown = error.params['allowedValues']
  const found = own === undefined ? scalar(valueAt(json, path)) : undefined
  return [
    {
      fault: faults[error.keyword] ?? 'value-out-of-range',
      path,
      ...(found === undefined ? {} : { found }),
      ...(Array.isArray(allowed) ? { expected: allowed.map(String) } : {}),
    },
  ]
}

function scalar(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined
}
