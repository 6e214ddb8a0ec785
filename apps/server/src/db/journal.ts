import { createHash } from 'node:crypto'
import type { Kysely, Transaction } from 'kysely'
import { canonicalJson } from './canonical-json.ts'
import { insertRows } from './insert-rows.ts'
import { sentAhead } from './send-ahead.ts'
import type { Tables } from './tables.ts'

/** One thing that was done, as a verb tells it. */
export interface JournalLine {
  /** `finding.rechecked` */
  readonly verb: string
  /** The person; null where the clock did it. */
  readonly who: string | null
  /** Id of what it was done to. */
  readonly what: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** The journal inside one transaction. */
export interface Journal {
  /** Takes the line down; it is written with all others just before the commit. */
  record(line: JournalLine): void
}

/** What a line's hash covers, beside the hash before it. */
interface ChainedContent {
  readonly districtId: string
  readonly seq: number
  readonly at: Date
  readonly who: string | null
  readonly verb: string
  readonly what: string
  readonly details: unknown
}

/** Before the first line. */
const noHash: Buffer = Buffer.alloc(32)

/** SHA-256 over the previous hash and the line's content, so that no line changes without all later ones. */
function chainHash(previous: Buffer, content: ChainedContent): Buffer {
  return createHash('sha256')
    .update(previous)
    .update(canonicalJson({ ...content, at: content.at.toISOString() }))
    .digest()
}

export interface BufferedJournal extends Journal {
  /** Remembers how much was recorded; what it answers drops everything recorded since. */
  mark(): () => void
  /** Appends what was recorded to the district's chain. */
  write(): Promise<void>
}

/**
 * Lines wait until the work is done: the district's head stays locked only from
 * here to the commit, so writers of one district queue for a moment and not for
 * the length of each other's work, and every transaction locks it last. Lines,
 * new head and commit travel together: nobody waits for this process meanwhile.
 */
export function openJournal(
  query: Transaction<Tables>,
  districtId: string,
  now: () => number,
): BufferedJournal {
  const lines: { readonly line: JournalLine; readonly details: string }[] = []
  return {
    record(line) {
      // Spelled out at once: a value that cannot be stored fails where it was recorded, and later changes to it do not count.
      lines.push({ line: { ...line }, details: canonicalJson(line.details ?? {}) })
    },
    mark() {
      const count = lines.length
      return () => {
        lines.length = count
      }
    },
    async write() {
      if (lines.length === 0) return
      const last = await lockHead(query, districtId)
      const at = new Date(now())
      let { seq, hash } = last
      const rows = lines.map(({ line: { who, verb, what }, details }) => {
        const previous = hash
        seq += 1
        const content = { seq, at, who, verb, what }
        hash = chainHash(previous, { districtId, ...content, details: JSON.parse(details) as unknown })
        return { district_id: districtId, ...content, details, prev_hash: previous, hash }
      })
      await insertRows(query, 'journal', rows)
      const head = query.updateTable('journal_heads').set({ seq, hash }).where('district_id', '=', districtId)
      await query.executeQuery(sentAhead(head.compile()))
    },
  }
}

async function lockHead(query: Transaction<Tables>, districtId: string) {
  const select = query
    .selectFrom('journal_heads')
    .select(['seq', 'hash'])
    .where('district_id', '=', districtId)
    .forUpdate()
  const head = await select.executeTakeFirst()
  if (head !== undefined) return head
  await query
    .insertInto('journal_heads')
    .values({ district_id: districtId, seq: 0, hash: noHash })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return select.executeTakeFirstOrThrow()
}

/** Whether a district's journal is whole; if not, the first line that is wrong. */
export type JournalVerdict =
  | { readonly whole: true; readonly districtId: string; readonly lines: number; readonly head: string }
  | { readonly whole: false; readonly districtId: string; readonly seq: number; readonly fault: JournalBreak }

/**
 * `line-missing` a number is skipped or the end is cut off; `line-changed` content does not give its hash;
 * `chain-broken` the line does not continue the one before; `head-differs` the remembered end is another.
 */
export type JournalBreak = 'line-missing' | 'line-changed' | 'chain-broken' | 'head-differs'

const linesPerRead = 2000

/** Recomputes one district's whole chain. */
export async function verifyJournal(query: Kysely<Tables>, districtId: string): Promise<JournalVerdict> {
  const broken = (seq: number, fault: JournalBreak): JournalVerdict => ({
    whole: false,
    districtId,
    seq,
    fault,
  })
  let seq = 0
  let hash: Buffer = noHash
  for (;;) {
    const rows = await query
      .selectFrom('journal')
      .selectAll()
      .where('district_id', '=', districtId)
      .where('seq', '>', seq)
      .orderBy('seq')
      .limit(linesPerRead)
      .execute()
    for (const row of rows) {
      const { at, who, verb, what, details } = row
      if (row.seq !== seq + 1) return broken(seq + 1, 'line-missing')
      if (!row.prev_hash.equals(hash)) return broken(row.seq, 'chain-broken')
      const expected = chainHash(hash, { districtId, seq: row.seq, at, who, verb, what, details })
      if (!row.hash.equals(expected)) return broken(row.seq, 'line-changed')
      seq = row.seq
      hash = row.hash
    }
    if (rows.length < linesPerRead) break
  }
  const head = await query
    .selectFrom('journal_heads')
    .select(['seq', 'hash'])
    .where('district_id', '=', districtId)
    .executeTakeFirst()
  const end = head ?? { seq: 0, hash: noHash }
  if (end.seq > seq) return broken(seq + 1, 'line-missing')
  if (end.seq < seq || !end.hash.equals(hash)) return broken(end.seq, 'head-differs')
  return { whole: true, districtId, lines: seq, head: hash.toString('hex') }
}
