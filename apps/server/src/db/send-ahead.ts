import type { CompiledQuery } from 'kysely'
import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import type pg from 'pg'

/**
 * Marks a statement whose answer nobody needs before the next one: both travel together. Should it fail, the next
 * statement that is waited for fails with its fault; at the latest that is the commit.
 */
export function sentAhead(query: CompiledQuery): CompiledQuery {
  const values: unknown[] = [...query.parameters]
  ahead.add(values)
  return { ...query, parameters: values }
}

/** By the list of values, which is all of a statement that reaches the connection as it is. */
const ahead = new WeakSet<readonly unknown[]>()
const clients = new WeakMap<pg.PoolClient, Partial<Record<Planning, pg.PoolClient>>>()

/**
 * `once`: statements are parsed and planned at their first run. For writing verbs, whose questions are for rows by
 * their key; a list's best plan depends on the values that it asks for.
 */
export type Planning = 'once' | 'every time'

/** The connection as `sentAhead` needs it. */
export function conversing(client: pg.PoolClient, planning: Planning): pg.PoolClient {
  const known = clients.get(client) ?? {}
  clients.set(client, known)
  known[planning] ??= new Proxy(client, {
    get(target, key) {
      if (key === 'query') return query
      const value: unknown = Reflect.get(target, key, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return known[planning]

  function query(text: string, values: unknown[] = []): Promise<pg.QueryResult> {
    const name = planning === 'once' ? nameOf(text, values) : undefined
    const { stream } = (client as unknown as Wired).connection
    // What is sent ahead and the statement that is waited for leave in one write.
    if (ahead.has(values)) stream.cork()
    const answer = client.query({ text, values, ...(name === undefined ? {} : { name }) })
    const before = pending.get(client) ?? []
    if (ahead.has(values)) {
      // Told by whoever is waited for next.
      answer.catch(() => undefined)
      pending.set(client, [...before, answer])
      return Promise.resolve(nothing)
    }
    pending.delete(client)
    for (const _ of before) stream.uncork()
    if (before.length === 0 || isRollback(text)) return answer
    answer.catch(() => undefined)
    return Promise.all(before).then(() => answer)
  }
}

/** The driver's own connection, which its types leave out. */
interface Wired {
  readonly connection: { readonly stream: Pick<Writable, 'cork' | 'uncork'> }
}

const pending = new WeakMap<pg.PoolClient, Promise<unknown>[]>()
const nothing: pg.QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }

/** What is undone needs no cause. */
function isRollback(text: string): boolean {
  return /^rollback\b/i.test(text)
}

/** A statement with more values is an insert of many rows, which comes in as many forms as it has rows. */
const mostValues = 64
const mostStatements = 300
const names = new Map<string, string>()

function nameOf(text: string, values: readonly unknown[]): string | undefined {
  if (values.length === 0 || values.length > mostValues) return undefined
  const known = names.get(text)
  if (known !== undefined || names.size >= mostStatements) return known
  const name = createHash('sha256').update(text).digest('hex').slice(0, 32)
  names.set(text, name)
  return name
}
