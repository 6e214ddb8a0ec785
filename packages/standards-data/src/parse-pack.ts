import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

import { accept, refuse, type Result } from '@chuangyuan/domain/result'
import type { Pack } from '@chuangyuan/domain/standard/pack'
import type { PackProblem } from '@chuangyuan/domain/standard/pack-problem'

import { packSchema } from './pack-schema.ts'
import { inconsistencies } from './inconsistencies.ts'
import { placeOf } from './json-place.ts'
import { schemaFaults } from './schema-faults.ts'

export interface PackRefusal {
  readonly code: 'pack.invalid'
  readonly problems: readonly PackProblem[]
}

/** Compiled when the first pack comes in: half a second that no start has to wait for. */
let compiled: ValidateFunction<Pack> | undefined

function conformsToSchema(): ValidateFunction<Pack> {
  compiled ??= new Ajv2020({
    allErrors: true,
    discriminator: true,
    strict: true,
    strictRequired: false,
  }).compile<Pack>(packSchema)
  return compiled
}

/** Reads a pack from outside: its form by the published schema, then everything that must fit together. */
export function parsePack(json: unknown): Result<Pack, PackRefusal> {
  const conforms = conformsToSchema()
  const problems = conforms(json)
    ? inconsistencies(json)
    : schemaFaults(json, conforms.errors ?? []).map(({ fault, ...where }) => ({
        code: `pack.${fault}` as const,
        ...placeOf(json, where.path),
        ...where,
      }))
  return problems.length === 0 ? accept(json as Pack) : refuse({ code: 'pack.invalid', problems })
}
