import type { BodyOf, Operation, ParamsOf, QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { mayAnywhere } from '@chuangyuan/domain/identity/may'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { PassThrough, Readable } from 'node:stream'
import type { z } from 'zod'
import { Refused } from './refused.ts'
import type { Session } from './session.ts'

/** What a verb gets to see of a call: parsed input and who calls, never the HTTP request. */
export interface Call<O extends Operation> {
  readonly params: ParamsOf<O>
  readonly query: QueryOf<O>
  readonly body: BodyOf<O>
  /** The raw upload; only operations declared with `upload` have one. */
  readonly upload: Readable | undefined
  /** Undefined only where the policy is public or setup. */
  readonly session: O['policy'] extends { kind: 'public' | 'setup' } ? Session | undefined : Session
  /** The last event that a reader of a stream has seen. */
  readonly lastEventId: number | undefined
  /** Aborted once nobody waits for the reply any more. To be read before the first wait. */
  readonly gone: AbortSignal
  readonly caller: { readonly address: string; readonly browser: string }
  /** Set or drop the session cookie with the reply. */
  readonly keepSession: (cookie: string | undefined) => void
}

/** A file to save. Streams are preferred: a ledger of 100,000 rows is never held as one string. */
export interface FileReply {
  readonly fileName: string
  readonly content: Readable | Uint8Array
  /** For a browser: the content under this address never changes, or must not be kept. */
  readonly cached?: 'forever' | 'never'
}

export type Handler<O extends Operation> = (call: Call<O>) => Promise<HandledReply<O['reply'], ReplyOf<O>>>

type HandledReply<Out, Json> = Out extends z.ZodType
  ? Json
  : Out extends 'nothing'
    ? void
    : Out extends { readonly stream: string }
      ? PassThrough
      : FileReply

export type SessionOf = (request: FastifyRequest) => Promise<Session | undefined>

/** Everything bound so far, for the OpenAPI description and the permission matrix test. */
export interface Bound {
  readonly operations: Operation[]
}

/**
 * Makes `bind`, which turns one operation of the contract into one route:
 * same-site check, session, policy, parsing, verb, reply. It is the only place
 * where HTTP meets the verbs.
 */
export function binder(app: FastifyInstance, sessionOf: SessionOf, bound: Bound) {
  const open = new Set<PassThrough>()
  // A stream never ends by itself, and a server that stops waits for its answers.
  app.addHook('preClose', (done) => {
    for (const stream of open) stream.end()
    done()
  })
  return function bind<O extends Operation>(operation: O, handle: Handler<O>): void {
    bound.operations.push(operation)
    app.route({
      method: operation.method,
      url: operation.path,
      ...(operation.upload ? { bodyLimit: uploadLimitBytes } : {}),
      handler: async (request, reply) => {
        if (operation.method !== 'GET') refuseCrossSite(request)
        const session = await admitted(operation, request, sessionOf)
        const call = {
          params: parsed(operation.params, request.params, 'params'),
          query: parsed(operation.query, request.query, 'query'),
          body: operation.body === undefined ? undefined : parsed(operation.body, request.body, 'body'),
          upload: operation.upload ? (request.body as Readable) : undefined,
          session,
          lastEventId: eventNumber(request.headers['last-event-id']),
          get gone() {
            const left = new AbortController()
            reply.raw.once('close', () => {
              left.abort()
            })
            return left.signal
          },
          caller: { address: request.ip, browser: request.headers['user-agent']?.slice(0, 200) ?? '' },
          keepSession: (cookie: string | undefined) => {
            keepSession(request, reply, cookie)
          },
        }
        const result = await handle(call as unknown as Call<O>)
        if (operation.reply !== 'nothing' && 'stream' in operation.reply) {
          const stream = result as PassThrough
          open.add(stream)
          stream.once('close', () => open.delete(stream))
        }
        return send(operation, reply, result)
      },
    })
  }
}

export type Bind = ReturnType<typeof binder>

/** Beyond any file that is sent. Each operation counts the bytes of its own upload against its own limit. */
const uploadLimitBytes = 128 * 1024 ** 3

/**
 * A browser of another site cannot set this header without a preflight that the
 * server never allows; together with the SameSite cookie this stops forged requests.
 */
function refuseCrossSite(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site']
  const sameSite = site === undefined || site === 'same-origin' || site === 'none'
  if (!sameSite || request.headers['x-requested-with'] !== 'chuangyuan')
    throw new Refused('request.cross-site')
}

async function admitted(
  operation: Operation,
  request: FastifyRequest,
  sessionOf: SessionOf,
): Promise<Session | undefined> {
  const { policy } = operation
  if (policy.kind === 'public' || policy.kind === 'setup') return undefined
  const session = await sessionOf(request)
  if (session === undefined) throw new Refused('identity.sign-in-required')
  if (session.mustChangePassword && !openWhilePasswordIsInitial.has(operation.id)) {
    throw new Refused('identity.password-change-required')
  }
  if (policy.kind === 'verb' && !mayAnywhere(session.grants, policy.verb)) {
    throw new Refused('identity.verb-not-granted', { verb: policy.verb })
  }
  return session
}

const openWhilePasswordIsInitial = new Set(['identity.whoAmI', 'identity.changePassword', 'identity.signOut'])

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, part: string): z.output<Schema> {
  const result = schema.safeParse(value ?? {})
  if (result.success) return result.data
  throw new Refused('request.invalid', {
    part,
    issues: result.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: issue.code,
      message: issue.message,
    })),
  })
}

function send(operation: Operation, reply: FastifyReply, result: unknown): unknown {
  if (operation.reply === 'nothing') return reply.code(204).send()
  if ('stream' in operation.reply)
    return (
      reply
        .header('cache-control', 'no-store')
        // Else a proxy waits for more before it hands anything on.
        .header('x-accel-buffering', 'no')
        .type(operation.reply.stream)
        .send(result)
    )
  if (!('file' in operation.reply)) return result
  const { fileName, content, cached } = result as FileReply
  if (cached !== undefined) reply.header('cache-control', cacheControl[cached])
  const asciiName = fileName.replace(/[^\x20-\x7e]|["\\]/g, '_')
  return reply
    .header(
      'content-disposition',
      `attachment; filename="${asciiName}"; filename*=UTF-8''${encodeURIComponent(fileName)}`,
    )
    .type(operation.reply.file)
    .send(content)
}

function eventNumber(header: string | string[] | undefined): number | undefined {
  return typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined
}

/** `private`: another account's browser has no business with it, and neither has a proxy. */
const cacheControl = { forever: 'private, max-age=31536000, immutable', never: 'no-store' } as const

export const sessionCookie = 'chuangyuan-session'

function keepSession(request: FastifyRequest, reply: FastifyReply, cookie: string | undefined): void {
  const options = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  } as const
  if (cookie === undefined) void reply.clearCookie(sessionCookie, options)
  else void reply.setCookie(sessionCookie, cookie, options)
}
