import { PassThrough } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { stillAdmitted } from '../identity/public.ts'
import { journalStore } from './store.ts'

/**
 * How often a watched district is asked for new lines. Short enough that no notification is needed beside it: NOTIFY
 * would make all commits of the database wait for each other.
 */
const pollMs = 250
const admissionMs = 2_000
const heartbeatMs = 20_000
const linesPerRead = 1_000
const mostPerAccount = 20
/** A reader that takes nothing is let go; it comes back where it stopped. */
const mostUnreadBytes = 65_536

const told = /^(finding|visit|supervision)\./

interface Watcher {
  readonly session: Session
  readonly stream: PassThrough
  /** The last line it was told of. */
  sent: number
  /** Lines that came while it still reads older ones. */
  waiting: number[] | undefined
}

/** Follows one district for all its watchers in this process. */
interface Followed {
  readonly watchers: Set<Watcher>
  /** Known from the beginning on, so that following does not end under somebody who is about to join. */
  joining: number
  /** The last line that was read. */
  at: number
  /** Settled when `at` is known. */
  readonly begun: Promise<void>
}

type FollowDeps = Pick<Deps, 'db' | 'clock' | 'log'>

/** Streams of what changes, one poll per district however many watch. */
export function journalFollower({ db, clock, log }: FollowDeps) {
  const districts = new Map<string, Followed>()

  const linesAfter = (districtId: string, seq: number) =>
    db.read({ districtId }, ({ query }) => journalStore(query, districtId).verbsAfter(seq, linesPerRead))

  function begin(districtId: string): Followed {
    const begun = lastSeq(districtId).then((seq) => {
      followed.at = seq
      void keepUp(districtId, followed)
    })
    begun.catch(() => districts.delete(districtId))
    const followed: Followed = { watchers: new Set(), joining: 0, at: 0, begun }
    districts.set(districtId, followed)
    return followed
  }

  const lastSeq = (districtId: string) =>
    db.read({ districtId }, ({ query }) => journalStore(query, districtId).lastSeq())

  async function keepUp(districtId: string, followed: Followed): Promise<void> {
    let [admittedAt, beatAt] = [performance.now(), performance.now()]
    for (;;) {
      await pause(pollMs)
      if (followed.watchers.size + followed.joining === 0) break
      try {
        await readOn(districtId, followed)
        if (performance.now() - admittedAt > admissionMs) {
          admittedAt = performance.now()
          await letGo(districtId, followed)
        }
      } catch (err) {
        log.warn({ err, districtId }, 'journal not followed for a moment')
      }
      if (performance.now() - beatAt > heartbeatMs) {
        beatAt = performance.now()
        for (const watcher of followed.watchers) push(watcher, ':\n\n')
      }
    }
    districts.delete(districtId)
  }

  async function readOn(districtId: string, followed: Followed): Promise<void> {
    for (;;) {
      const lines = await linesAfter(districtId, followed.at)
      const last = lines.at(-1)
      if (last === undefined) return
      followed.at = last.seq
      const seqs = seqsToldOf(lines)
      if (seqs.length > 0) for (const watcher of followed.watchers) tell(watcher, seqs)
      if (lines.length < linesPerRead) return
    }
  }

  async function letGo(districtId: string, { watchers }: Followed): Promise<void> {
    // Who joins in the meantime was just admitted, and is not in the answer.
    const asked = [...watchers]
    const ids = [...new Set(asked.map(({ session }) => session.id))]
    const admitted = await db.read({ districtId }, (tx) => stillAdmitted(tx, ids, 'finding.read', clock()))
    for (const watcher of asked) {
      if (admitted.has(watcher.session.id)) continue
      watchers.delete(watcher)
      watcher.stream.end()
    }
  }

  /** The lines between what a watcher has seen and where the others are. */
  async function catchUp(districtId: string, watcher: Watcher, joinedAt: number): Promise<void> {
    if (watcher.sent > joinedAt) await startAgain(watcher)
    let from = watcher.sent
    while (from < joinedAt && !isOver(watcher)) {
      const lines = (await linesAfter(districtId, from)).filter(({ seq }) => seq <= joinedAt)
      const last = lines.at(-1)
      if (last === undefined) break
      from = last.seq
      pushEvents(watcher, seqsToldOf(lines))
    }
    const waiting = watcher.waiting ?? []
    watcher.waiting = undefined
    pushEvents(watcher, waiting)
  }

  return async function follow(session: Session, after: number | undefined): Promise<PassThrough> {
    const { districtId } = session
    const followed = districts.get(districtId) ?? begin(districtId)
    followed.joining += 1
    try {
      await followed.begun
      return join(followed, session, after)
    } finally {
      followed.joining -= 1
    }
  }

  function join(followed: Followed, session: Session, after: number | undefined): PassThrough {
    const { districtId, accountId } = session
    const own = [...followed.watchers].filter((watcher) => watcher.session.accountId === accountId).length
    if (own >= mostPerAccount) throw new Refused('request.too-many', { retryInSeconds: 60 })
    const joinedAt = followed.at
    const watcher: Watcher = {
      session,
      stream: new PassThrough(),
      sent: after ?? joinedAt,
      waiting: [],
    }
    followed.watchers.add(watcher)
    const leave = () => followed.watchers.delete(watcher)
    watcher.stream.once('finish', leave).once('close', leave)
    // An id without data is remembered by the browser and tells nobody of a change.
    push(watcher, `retry: 2000\nid: ${String(watcher.sent)}\n\n`)
    void catchUp(districtId, watcher, joinedAt).catch((err: unknown) => {
      log.warn({ err, districtId }, 'a watcher could not catch up')
      watcher.stream.end()
    })
    return watcher.stream
  }

  /** Numbers of the future were seen before the database was put back to an older day: all has to be read again. */
  async function startAgain(watcher: Watcher): Promise<void> {
    const last = await lastSeq(watcher.session.districtId)
    if (watcher.sent <= last) return
    watcher.sent = 0
    pushEvents(watcher, [last])
  }
}

function seqsToldOf(lines: readonly { readonly seq: number; readonly verb: string }[]): number[] {
  return lines.filter(({ verb }) => told.test(verb)).map(({ seq }) => seq)
}

function tell(watcher: Watcher, seqs: readonly number[]): void {
  if (watcher.waiting === undefined) pushEvents(watcher, seqs)
  else watcher.waiting.push(...seqs)
}

function pushEvents(watcher: Watcher, seqs: readonly number[]): void {
  const fresh = seqs.filter((seq) => seq > watcher.sent)
  const last = fresh.at(-1)
  if (last === undefined) return
  watcher.sent = last
  push(watcher, fresh.map((seq) => `id: ${String(seq)}\ndata: {"seq":${String(seq)}}\n\n`).join(''))
}

function push(watcher: Watcher, text: string): void {
  if (isOver(watcher)) return
  const { stream } = watcher
  if (stream.readableLength + stream.writableLength > mostUnreadBytes) stream.end()
  else stream.write(text)
}

function isOver({ stream }: Watcher): boolean {
  return stream.writableEnded || stream.destroyed
}
