import type { z } from 'zod'
import { problem, type Problem } from './problem.ts'
import type { Operation, ReplyOf } from './operation.ts'

/** Input of a call: only the parts that the operation has. */
export type CallInput<O extends Operation> = Part<'params', O['params']> &
  Part<'query', O['query']> &
  (O extends Operation<z.ZodObject, z.ZodObject, infer B>
    ? B extends z.ZodUndefined
      ? unknown
      : z.ZodType extends B
        ? unknown
        : { readonly body: z.input<B> }
    : unknown) & { readonly file?: Blob; readonly signal?: AbortSignal }

type Part<Name extends string, Schema extends z.ZodObject> = keyof z.input<Schema> extends never
  ? unknown
  : Record<string, never> extends z.input<Schema>
    ? { readonly [N in Name]?: z.input<Schema> }
    : Partial<z.input<Schema>> extends z.input<Schema>
      ? { readonly [N in Name]?: z.input<Schema> }
      : { readonly [N in Name]: z.input<Schema> }

/** Thrown by `call` when the server says no, or cannot be reached (`server.not-ready`). */
export class CallRefused extends Error {
  override readonly name = 'CallRefused'
  readonly problem: Problem
  constructor(refusal: Problem) {
    super(refusal.code)
    this.problem = refusal
  }
}

/** The address of an operation, parameters filled in. */
export function addressOf(
  operation: Operation,
  input: { readonly params?: Record<string, unknown>; readonly query?: Record<string, unknown> },
): string {
  const path = operation.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input.params?.[name])),
  )
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value === undefined || value === null) continue
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** Header of a question that a window asks by itself: it keeps nobody signed in who has gone. */
export const unattended = 'x-unattended'

/** The part of `fetch` that calls need, so that tests can pass the server's own injector. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** Calls an operation with typed input and reply; a refusal is thrown as `CallRefused`. */
export function caller(fetch: Fetch, base = '') {
  return async function call<O extends Operation>(operation: O, input: CallInput<O>): Promise<ReplyOf<O>> {
    const given = input as {
      params?: Record<string, unknown>
      query?: Record<string, unknown>
      body?: unknown
      file?: Blob
      signal?: AbortSignal
    }
    const headers: Record<string, string> = { accept: 'application/json', 'x-requested-with': 'chuangyuan' }
    const init: RequestInit = { method: operation.method, headers, credentials: 'same-origin' }
    if (given.signal !== undefined) init.signal = given.signal
    if (operation.upload && given.file !== undefined) {
      headers['content-type'] = 'application/octet-stream'
      init.body = given.file
    } else if (given.body !== undefined) {
      headers['content-type'] = 'application/json'
      init.body = JSON.stringify(given.body)
    }
    let response: Response
    try {
      response = await fetch(base + addressOf(operation, given), init)
    } catch (cause) {
      if (given.signal?.aborted === true) throw cause
      throw new CallRefused(unreachable)
    }
    if (!response.ok) throw new CallRefused(await problemOf(response))
    if (response.status === 204 || operation.reply === 'nothing') return undefined as ReplyOf<O>
    return (await response.json()) as ReplyOf<O>
  }
}

const unreachable: Problem = {
  type: 'about:blank',
  title: 'server.not-ready',
  status: 503,
  code: 'server.not-ready',
  details: {},
}

async function problemOf(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => undefined))
  return parsed.success
    ? parsed.data
    : {
        type: 'about:blank',
        title: 'server.fault',
        status: response.status,
        code: 'server.fault',
        details: {},
      }
}
