import type {
  applyFindingImport as applyOperation,
  previewFindingImport as previewOperation,
} from '@chuangyuan/contract/finding'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { Instant } from '@chuangyuan/domain/day'
import type { Finding } from '@chuangyuan/domain/finding/finding'
import { likelyDuplicates } from '@chuangyuan/domain/finding/likely-duplicate'
import { numberOf } from '@chuangyuan/domain/finding/register'
import { may } from '@chuangyuan/domain/identity/may'
import { markRow } from '@chuangyuan/workbook/return-marked'
import type { Readable } from 'node:stream'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { markDistrictFile, orStale, wholeFile } from '../intake/public.ts'
import { readFindingFile, type FindingFileReading } from './finding-file.ts'
import { rowFaultText } from './import-texts.ts'
import { headingOf, judgeRows, type JudgedRows } from './judge-rows.ts'
import { partyOf, sightIn } from './party.ts'
import { lineOf } from './report-finding.ts'
import { rulesOf } from './rules.ts'
import { findingStore } from './store.ts'
import { findingWriter } from './write-store.ts'

type Preview = ReplyOf<typeof previewOperation>

/** So many rows are shown; the marked workbook has all. */
const mostShown = 200

/** Says what would come of every row; nothing is written. */
export async function previewImport(
  { db, clock }: Deps,
  by: Session,
  fileName: string,
  upload: Readable | undefined,
): Promise<Preview> {
  const bytes = await wholeFile(upload)
  const reading = await readFindingFile(bytes, fileName)
  const { judged, likely } = await db.read(by, async (tx) => {
    const rows = await judgedFor(tx, by, reading, clock())
    return { judged: rows, likely: await likelyIn(tx, by, rows) }
  })
  return {
    counts: { new: judged.fresh.length, already: judged.already, wrong: judged.wrong.length },
    unknownColumns: [...reading.unknownColumns],
    missingColumns: reading.missingColumns.map(headingOf),
    wrong: judged.wrong.slice(0, mostShown),
    likely: likely.slice(0, mostShown),
    marked: await markedFile(bytes, reading, judged),
  }
}

/** Writes every right row that is new as a report, or none: where another number of them is new by now, none. */
export async function applyImport(
  { db, clock }: Deps,
  by: Session,
  { fileName, newRows }: QueryOf<typeof applyOperation>,
  upload: Readable | undefined,
): Promise<ReplyOf<typeof applyOperation>> {
  const reading = await readFindingFile(await wholeFile(upload), fileName)
  try {
    return await db.transact(by, async (tx) => {
      const { fresh, already, wrong } = await judgedFor(tx, by, reading, clock())
      if (fresh.length !== newRows) throw new Refused('request.stale', { rows: fresh.length })
      const made = fresh.map((row) => row.made)
      const { calendar } = await rulesOf(tx)
      await findingWriter(tx).add(made, calendar)
      for (const each of made) tx.journal.record(lineOf(each))
      const outcome = { written: made.length, already, wrong: wrong.length }
      const details = { fileName, ...outcome }
      tx.journal.record({ verb: 'finding.imported', who: by.accountId, what: tx.districtId, details })
      return outcome
    })
  } catch (fault) {
    throw orStale(fault)
  }
}

async function judgedFor(
  tx: ReadTx,
  by: Session,
  reading: FindingFileReading,
  now: Instant,
): Promise<JudgedRows> {
  const party = await partyOf(tx, by)
  const { handbook } = await rulesOf(tx)
  const judged = await judgeRows(tx, reading, handbook, party, now)
  for (const streetId of new Set(judged.fresh.map(({ made }) => made.finding.streetId)))
    orRefuse(may(by.grants, 'finding.report', { streetId, unitIds: party.unitIds }))
  return judged
}

/** Open findings of the same kind at the same site. A list says no nearer where something was seen. */
async function likelyIn(tx: ReadTx, by: Session, { fresh }: JudgedRows): Promise<Preview['likely']> {
  const siteIds = new Set(fresh.flatMap(({ made }) => made.finding.siteId ?? []))
  const sight = await sightIn(tx, by)
  const open = await findingStore(tx.query, tx.districtId).openAt([...siteIds], sight)
  const bySite = Map.groupBy(open, ({ siteId }) => siteId)
  const { handbook } = await rulesOf(tx)
  return fresh.flatMap(({ rowNumber, label, made: { finding } }) => {
    const nearby = bySite.get(finding.siteId) ?? []
    const found = likelyDuplicates({ ...finding, place: null }, nearby, handbook.duplicateMetres)
    return found.length === 0
      ? []
      : [{ rowNumber, label, findings: found.map((each) => brief(each.finding)) }]
  })
}

function brief(finding: Finding) {
  return { id: finding.id, number: numberOf(finding), words: finding.words }
}

async function markedFile(
  bytes: Uint8Array,
  reading: FindingFileReading,
  { wrong }: JudgedRows,
): Promise<string | null> {
  if (wrong.length === 0) return null
  const marks = wrong.map(({ rowNumber, faults }) =>
    markRow(
      reading,
      rowNumber,
      faults.map(({ column, heading, code, details }) => ({
        column: column ?? undefined,
        reason: rowFaultText(heading, code, details),
      })),
    ),
  )
  const marked = await markDistrictFile(bytes, marks, new AbortController().signal)
  return marked.ok ? Buffer.from(marked.value).toString('base64') : null
}
