import type { Verb } from '@chuangyuan/domain/identity/role'
import { z } from 'zod'
import type { RefusalCode } from './refusal.ts'

/** No parameters; an unknown one is refused rather than ignored, so that a misspelt filter cannot pass. */
export const nothing = z.strictObject({})

/**
 * Who may call an operation.
 *
 * public      anybody, signed in or not
 * setup       the holder of the one-time set-up link
 * signed-in   any session of the district
 * verb        an account that holds the verb somewhere; the feature narrows it to the scope
 */
export type Policy =
  | { readonly kind: 'public' }
  | { readonly kind: 'setup' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'verb'; readonly verb: Verb }

/** Shape of the reply: JSON that a schema describes, a file to save, events while the line holds, or nothing. */
export type Reply =
  z.ZodType | { readonly file: string } | { readonly stream: 'text/event-stream' } | 'nothing'

/**
 * One HTTP operation: the single description that the server binds, screens
 * call, the OpenAPI page prints and the permission matrix test walks.
 *
 * Path parameters are written `:name` and must be keys of `params`. An `upload`
 * takes the raw file as the request body (`application/octet-stream`), with its
 * name and options in the query.
 */
export interface Operation<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Out extends Reply = Reply,
> {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: `/api/${string}`
  /** What it does, in the words of the people who use it. */
  readonly summary: string
  readonly policy: Policy
  readonly params: Params
  readonly query: Query
  readonly body: Body | undefined
  readonly upload: boolean
  readonly reply: Out
  readonly refusals: readonly RefusalCode[]
}

export const anyone: Policy = { kind: 'public' }
export const setupLinkHolder: Policy = { kind: 'setup' }
export const signedIn: Policy = { kind: 'signed-in' }
export function withVerb(verb: Verb): Policy {
  return { kind: 'verb', verb }
}

type Described<Params, Query, Body, Out> = {
  readonly id: string
  readonly method: Operation['method']
  readonly path: Operation['path']
  readonly summary: string
  readonly policy: Policy
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly upload?: boolean
  readonly reply: Out
  readonly refusals?: readonly RefusalCode[]
}

/** Declares an operation; what is left out is empty. */
export function operation<
  Params extends z.ZodObject = typeof nothing,
  Query extends z.ZodObject = typeof nothing,
  Body extends z.ZodType = z.ZodUndefined,
  const Out extends Reply = Reply,
>(described: Described<Params, Query, Body, Out>): Operation<Params, Query, Body, Out> {
  return {
    ...described,
    params: described.params ?? (nothing as unknown as Params),
    query: described.query ?? (nothing as unknown as Query),
    body: described.body,
    upload: described.upload ?? false,
    refusals: described.refusals ?? [],
  }
}

export type ParamsOf<O extends Operation> = z.output<O['params']>
export type QueryOf<O extends Operation> = z.output<O['query']>
export type BodyOf<O extends Operation> =
  O extends Operation<z.ZodObject, z.ZodObject, infer B> ? z.output<B> : never
export type ReplyOf<O extends Operation> = O['reply'] extends z.ZodType ? z.output<O['reply']> : undefined
