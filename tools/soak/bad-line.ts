import { randomFrom } from '../../apps/server/src/demo/scene.ts'
import {
  createServer,
  request,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

/** A line on which requests are lost, doubled, overtaken and cut; `target` may move. */
export interface BadLine {
  readonly address: string
  target: string
  readonly suffered: Readonly<Record<Mishap, number>>
  close(): Promise<void>
}

/**
 * lost-before   the request never arrives
 * lost-after    it arrives, and the answer is lost
 * cut           half of it arrives
 * doubled       it arrives once more, later
 */
type Mishap = 'lost-before' | 'lost-after' | 'cut' | 'doubled'

/** How many of the requests of one deck suffer what: three in ten are lost, on one way or the other. */
const deck: readonly (readonly [Mishap, number])[] = [
  ['lost-before', 2],
  ['lost-after', 2],
  ['cut', 1],
  ['doubled', 3],
]
const deckSize = 17
/** Long enough that what was sent later arrives earlier. */
const longestDelayMs = 60

export async function badLine(seed: number): Promise<BadLine> {
  const next = randomFrom(seed)
  const suffered = { 'lost-before': 0, 'lost-after': 0, cut: 0, doubled: 0 }
  const later = new Set<Promise<unknown>>()
  let cards: (Mishap | undefined)[] = []

  const server = createServer((question, answer) => {
    void carry(question, answer).catch(() => answer.destroy())
  })
  server.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const line = {
    address: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    target: '',
    suffered,
    async close() {
      await Promise.allSettled(later)
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return line

  async function carry(question: IncomingMessage, answer: ServerResponse): Promise<void> {
    const body = await bytesOf(question)
    await pause(next() * longestDelayMs)
    const mishap = drawn()
    if (mishap !== undefined) suffered[mishap] += 1
    if (mishap === 'lost-before') return void answer.destroy()
    if (mishap === 'cut') {
      await forwarded(question, body, Math.floor(body.length / 2)).catch(() => undefined)
      return void answer.destroy()
    }
    if (mishap === 'doubled') {
      const again = pause(next() * 10 * longestDelayMs).then(() => forwarded(question, body))
      later.add(again)
      void again.catch(() => undefined).finally(() => later.delete(again))
    }
    const { status, headers, content } = await forwarded(question, body)
    if (mishap === 'lost-after') return void answer.destroy()
    answer.writeHead(status, headers).end(content)
  }

  /** From a shuffled deck, so that a short run suffers everything, too. */
  function drawn(): Mishap | undefined {
    if (cards.length === 0) {
      const mishaps = deck.flatMap(([mishap, count]) => Array<Mishap>(count).fill(mishap))
      cards = [...mishaps, ...Array<undefined>(deckSize - mishaps.length)]
    }
    const [card] = cards.splice(Math.floor(next() * cards.length), 1)
    return card
  }

  function forwarded(question: IncomingMessage, body: Buffer, cutAt?: number) {
    return new Promise<{ status: number; headers: OutgoingHttpHeaders; content: Buffer }>(
      (resolve, reject) => {
        const { host: _, connection: __, ...headers } = question.headers
        const sent = request(
          `${line.target}${question.url ?? ''}`,
          { method: question.method ?? 'GET', headers, agent: false },
          (reply) => {
            bytesOf(reply).then((content) => {
              const { 'transfer-encoding': _chunked, connection: _kept, ...told } = reply.headers
              resolve({ status: reply.statusCode ?? 502, headers: told, content })
            }, reject)
          },
        )
        sent.on('error', reject)
        if (cutAt === undefined) sent.end(body)
        else sent.write(body.subarray(0, cutAt), () => sent.destroy(new Error('cut')))
      },
    )
  }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of stream) pieces.push(piece)
  return Buffer.concat(pieces)
}
