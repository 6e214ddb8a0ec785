import type { RefusalCode } from '@chuangyuan/contract/refusal'
import type { FastifyInstance } from 'fastify'
import { constraintRefusals } from './constraint-refusals.ts'
import { Refused, problemOf } from './refused.ts'

/** Failures of the framework itself, before any verb runs, as codes of ours. */
const frameworkCodes: Readonly<Record<string, RefusalCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'request.too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'request.unsupported-media',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'request.invalid',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'request.invalid',
  FST_ERR_CTP_INVALID_JSON_BODY: 'request.invalid',
  FST_ERR_BAD_URL: 'request.not-found',
}

/** Refusals become problem details; everything else is a fault, logged in full and told to nobody. */
export function answerErrors(http: FastifyInstance): void {
  http.setErrorHandler((error, request, reply) => {
    const refused = error instanceof Refused ? error : asRefused(error)
    if (refused === undefined) request.log.error({ err: error, url: request.url }, 'fault')
    const problem = problemOf(refused?.code ?? 'server.fault', refused?.details ?? {}, request.url)
    return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem))
  })
}

function asRefused(error: unknown): Refused | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error && typeof error.code === 'string' ? frameworkCodes[error.code] : undefined
  if (code !== undefined) return new Refused(code)
  const constraint = 'constraint' in error ? constraintRefusals[String(error.constraint)] : undefined
  if (constraint !== undefined) return new Refused(constraint)
  return error instanceof SyntaxError && 'statusCode' in error
    ? new Refused('request.invalid', { part: 'body' })
    : undefined
}
