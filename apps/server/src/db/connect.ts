import pg from 'pg'

/** Where a connection goes and as whom; the embedded server and a foreign one differ in nothing else. */
export type Address =
  | { readonly host: string; readonly port: number; readonly user: string; readonly database: string }
  | { readonly connectionString: string }

/** Application names begin so; a restore looks for them to see that nobody is at work. */
export const applicationName = 'chuangyuan'

export async function connect(address: Address, name = `${applicationName} tool`): Promise<pg.Client> {
  const client = new pg.Client({ ...address, application_name: name, types, connectionTimeoutMillis: 10_000 })
  // A connection that dies while idle is noticed at the next query; without a listener it would end the process.
  client.on('error', () => undefined)
  await client.connect()
  return client
}

/** Runs the work on a connection of its own, closed whatever happens. */
export async function withConnection<T>(
  address: Address,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = await connect(address)
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

export function openPool(address: Address, size: number, onError: (fault: Error) => void): pg.Pool {
  const pool = new pg.Pool({
    ...address,
    application_name: applicationName,
    types,
    max: size,
    // See `send-ahead.ts`.
    pipeline: true,
    idleTimeoutMillis: 10_000,
    connectionTimeoutMillis: 10_000,
  })
  pool.on('error', onError)
  return pool
}

const oid = {
  int8: 20,
  date: 1082,
  numeric: 1700,
  int8Array: 1016,
  dateArray: 1182,
  numericArray: 1231,
} as const

function wholeNumber(text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number)) throw new RangeError(`integer beyond 2^53: ${text}`)
  return number
}

/** The nearest double: exact up to 15 digits; a whole number it cannot hold is refused, not rounded. */
function decimalNumber(text: string): number {
  return /^-?\d+$/.test(text) ? wholeNumber(text) : Number(text)
}

function arrayOf<T>(parse: (text: string) => T): (text: string) => (T | null)[] {
  return (text) =>
    text
      .slice(1, -1)
      .split(',')
      .filter((item) => item !== '')
      .map((item) => (item === 'NULL' ? null : parse(item)))
}

const parsers = new Map<number, (text: string) => unknown>([
  [oid.int8, wholeNumber],
  [oid.numeric, decimalNumber],
  // A day stays text: as a Date it would become midnight of whatever zone the process happens to be in.
  [oid.date, (text) => text],
  [oid.int8Array, arrayOf(wholeNumber)],
  [oid.numericArray, arrayOf(decimalNumber)],
  [oid.dateArray, arrayOf((text) => text)],
])

const types: pg.CustomTypesConfig = {
  getTypeParser: (typeOid, format) => {
    const parser = format === 'binary' ? undefined : parsers.get(typeOid)
    return parser ?? fallback(typeOid, format)
  },
}

function fallback(typeOid: number, format: 'text' | 'binary' = 'text'): (value: string) => unknown {
  // Two declarations of one function: for the driver's own kinds the format decides what the parser takes.
  const find: (oid: number, format: 'text' | 'binary') => (value: string) => unknown = pg.types.getTypeParser
  return find(typeOid, format)
}
