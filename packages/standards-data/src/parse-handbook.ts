import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { HandbookProblem } from '@chuangyuan/domain/handbook/handbook-problem'
import { accept, refuse, type Result } from '@chuangyuan/domain/result'

import { handbookInconsistencies, handbookMisfits, type ItemsOf } from './handbook-inconsistencies.ts'
import { placeInHandbook } from './handbook-place.ts'
import { handbookSchema } from './handbook-schema.ts'
import { schemaFaults } from './schema-faults.ts'

export interface HandbookRefusal {
  readonly code: 'handbook.invalid'
  readonly problems: readonly HandbookProblem[]
}

/** Compiled when the first handbook comes in, which no start has to wait for. */
let compiled: ValidateFunction<Handbook> | undefined

function conformsToSchema(): ValidateFunction<Handbook> {
  compiled ??= new Ajv2020({ allErrors: true, strict: true, strictRequired: false }).compile<Handbook>(
    handbookSchema,
  )
  return compiled
}

/**
 * Reads a handbook from outside: its form by the published schema, then what must fit together. What lies
 * outside it is looked at only where `itemsOf` is given: a version written last year may name an item that the
 * pack has lost, or know nothing of a new site kind, and is read all the same.
 */
export function parseHandbook(json: unknown, itemsOf?: ItemsOf): Result<Handbook, HandbookRefusal> {
  const conforms = conformsToSchema()
  const spots = conforms(json)
    ? [...handbookInconsistencies(json), ...(itemsOf === undefined ? [] : handbookMisfits(json, itemsOf))]
    : schemaFaults(json, conforms.errors ?? []).map(({ fault, ...where }) => ({
        code: `handbook.${fault}` as const,
        ...where,
      }))
  const problems = spots.map((spot) => ({ ...placeInHandbook(json, spot.path), ...spot }))
  return problems.length === 0 ? accept(json as Handbook) : refuse({ code: 'handbook.invalid', problems })
}
