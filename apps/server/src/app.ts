import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import fastifyStatic from '@fastify/static'
import type { Operation } from '@chuangyuan/contract/operation'
import Fastify, { LogController, type FastifyInstance } from 'fastify'
import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Config } from './config/config.ts'
import type { Deps } from './deps.ts'
import { features } from './features.ts'
import { apiPage, apiPageStyle } from './http/api-page.ts'
import { binder } from './http/bind.ts'
import { answerErrors } from './http/errors.ts'
import { openApiOf } from './http/openapi.ts'
import { Refused } from './http/refused.ts'
import { sessionReader } from './features/identity/public.ts'

export interface App {
  readonly http: FastifyInstance
  readonly operations: readonly Operation[]
}

/** The same application for the product and for tests; only `deps` differ. */
export async function buildApp(deps: Deps): Promise<App> {
  const http: FastifyInstance = Fastify({
    loggerInstance: deps.log,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: 1024 * 1024,
    requestTimeout: 10 * 60_000,
    trustProxy: deps.config.trustProxy === false ? false : [...deps.config.trustProxy],
    routerOptions: { maxParamLength: 200 },
    // What comes in and goes out is checked by the contract's own schemas: the compilers of others need not even load.
    schemaController: { compilersFactory: { buildValidator: unused, buildSerializer: unused } },
  })
  answerErrors(http)
  await http.register(cookie)
  await http.register(helmet, securityHeaders)
  await http.register(rateLimit, {
    global: true,
    max: deps.config.requestsPerMinute,
    timeWindow: 60_000,
    errorResponseBuilder: (_, { ttl }) =>
      new Refused('request.too-many', { retryInSeconds: Math.ceil(ttl / 1000) }),
  })
  http.addContentTypeParser('application/octet-stream', (_request, payload, done) => {
    done(null, payload)
  })

  const bound = { operations: [] as Operation[] }
  const bind = binder(http, sessionReader(deps), bound)
  for (const register of features) register(bind, deps)

  http.get('/api/openapi.json', () => openApiOf(bound.operations, deps.config.version))
  http.get('/api/docs', (_, reply) => reply.type('text/html').send(apiPage(bound.operations)))
  http.get('/api/docs.css', (_, reply) => reply.type('text/css').send(apiPageStyle))
  http.get('/health', () => ({ alive: true }))
  http.get('/ready', async () => {
    await deps.db.ping()
    return { ready: true }
  })
  await serveApps(http, deps.config)
  return { http, operations: bound.operations }
}

function unused(): never {
  throw new Error('a route has a schema of Fastify; operations are described in the contract')
}

/**
 * The built console, and under `/field/` the app for phones. Every address that is not a file and not the API opens
 * the page of its app, so that links can be kept.
 */
async function serveApps(http: FastifyInstance, { consoleDir, fieldDir }: Config): Promise<void> {
  await serveFiles(http, consoleDir, '/')
  await serveFiles(http, fieldDir, fieldPrefix)
  http.get('/field', (_, reply) => reply.redirect(fieldPrefix))
  http.setNotFoundHandler((request, reply) => {
    const isPage = request.method === 'GET' && !request.url.startsWith('/api/') && !/\.\w+$/.test(request.url)
    const dir = request.url.startsWith(fieldPrefix) ? fieldDir : consoleDir
    if (isPage && existsSync(path.join(dir, 'index.html'))) return reply.sendFile('index.html', dir)
    throw new Refused('request.not-found', { what: 'address' })
  })
}

const fieldPrefix = '/field/'

async function serveFiles(http: FastifyInstance, dir: string, prefix: string): Promise<void> {
  if (!existsSync(path.join(dir, 'index.html'))) return
  await http.register(fastifyStatic, {
    root: dir,
    prefix,
    // The build lays a compressed file beside each; it is sent under the name of the other.
    preCompressed: true,
    // `sendFile` is put on replies once, by whichever comes first.
    decorateReply: !http.hasReplyDecorator('sendFile'),
    setHeaders: (reply, file) => {
      const hashed = file.includes(`${path.sep}assets${path.sep}`)
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

const securityHeaders = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:', 'https://*.tianditu.gov.cn'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'", 'https://*.tianditu.gov.cn'],
      workerSrc: ["'self'", 'blob:'],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  // The console is often opened over plain HTTP inside the office network.
  strictTransportSecurity: false,
  crossOriginEmbedderPolicy: false,
  referrerPolicy: { policy: 'no-referrer' as const },
}
