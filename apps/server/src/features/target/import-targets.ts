import type {
  applyTargetImport as applyOperation,
  previewTargetImport as previewOperation,
} from '@chuangyuan/contract/target'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { markRow } from '@chuangyuan/workbook/return-marked'
import type { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import { Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { markDistrictFile, orStale, wholeFile } from '../intake/public.ts'
import { rowFaultText } from './import-texts.ts'
import { judgeFile, type JudgedFile } from './judge-rows.ts'
import { targetStore } from './store.ts'
import { readTargetFile, type TargetFileReading } from './target-file.ts'

/** So many rows are shown; the marked workbook has all. */
const mostShown = 200

/** Says what would come of every row; nothing is written. */
export async function previewImport(
  { db }: Deps,
  by: Session,
  fileName: string,
  upload: Readable | undefined,
): Promise<ReplyOf<typeof previewOperation>> {
  const bytes = await wholeFile(upload)
  const reading = await readTargetFile(bytes, fileName)
  const judged = await db.read(by, (tx) => judgeFile(tx, reading))
  return {
    counts: countsOf(judged),
    wrong: judged.wrong.slice(0, mostShown),
    marked: await markedFile(bytes, reading, judged),
  }
}

/** Writes every right row, or none where another number of them would change by now. What the file leaves out stays. */
export async function applyImport(
  { db }: Deps,
  by: Session,
  { fileName, rows }: QueryOf<typeof applyOperation>,
  upload: Readable | undefined,
): Promise<ReplyOf<typeof applyOperation>> {
  const reading = await readTargetFile(await wholeFile(upload), fileName)
  try {
    return await db.transact(by, async (tx) => {
      const judged = await judgeFile(tx, reading)
      const counts = countsOf(judged)
      if (counts.new + counts.changed !== rows) throw new Refused('request.stale', { ...counts })
      const { targets, parts } = judged
      const store = targetStore(tx.query, tx.districtId)
      await store.add(targets.fresh)
      for (const { id, ...columns } of targets.changed) await store.change(id, columns)
      await store.addParts(parts.fresh)
      for (const { id, target_id: _, kind: __, ...columns } of parts.changed)
        await store.changePart(id, columns)
      tx.journal.record({
        verb: 'target.imported',
        who: by.accountId,
        what: tx.districtId,
        details: { fileName, ...counts, targets, parts },
      })
      return counts
    })
  } catch (fault) {
    throw orStale(fault)
  }
}

function countsOf({ targets, parts, wrong }: JudgedFile) {
  return {
    new: targets.fresh.length + parts.fresh.length,
    changed: targets.changed.length + parts.changed.length,
    same: targets.same + parts.same,
    wrong: wrong.length,
  }
}

async function markedFile(
  bytes: Uint8Array,
  reading: TargetFileReading,
  { wrong }: JudgedFile,
): Promise<string | null> {
  if (wrong.length === 0) return null
  const marks = wrong.flatMap(({ sheet, rowNumber, faults }) => {
    const read = reading[sheet]
    if (read === undefined) return []
    const errors = faults.map(({ column, heading, code, details }) => ({
      column: column ?? undefined,
      reason: rowFaultText(heading, code, details),
    }))
    return [markRow(read, rowNumber, errors)]
  })
  const marked = await markDistrictFile(bytes, marks, new AbortController().signal)
  return marked.ok ? Buffer.from(marked.value).toString('base64') : null
}
