import { dayOf } from '@chuangyuan/domain/day'
import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Readable } from 'node:stream'
import { newId } from '../../db/id.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import { orNotFound, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { currentCampaign } from '../campaign/public.ts'
import { districtStore } from '../district/public.ts'
import { packOf } from '../pack/public.ts'
import type { TaskHandle } from '../task/public.ts'
import { compareWorkbook, summaryOf } from './compare/compare-workbook.ts'
import type { DistrictReading } from './compare/district-reading.ts'
import { Draft, type FactLists } from './compare/draft.ts'
import { Names } from './compare/names.ts'
import { PhoneBook } from './compare/phone-book.ts'
import { markDistrictFile, readDistrictFile } from './district-file.ts'
import { extentOf } from './district-extent.ts'
import { factStore } from './fact-store.ts'
import { importStore } from './import-store.ts'
import { marksOf } from './marks-of.ts'
import { keepSealed } from './sealed-file.ts'
import { wholeFile } from './whole-file.ts'

/** Takes the file in and starts to read it; nothing of the district's lists is written. */
export async function uploadOne(
  deps: Deps,
  by: Session,
  fileName: string,
  upload: Readable | undefined,
): Promise<{ taskId: string }> {
  const bytes = await wholeFile(upload)
  const taskId = await deps.tasks.start(by, 'intake.preview', (handle) =>
    preview(deps, by, { fileName, bytes }, handle),
  )
  return { taskId }
}

async function preview(
  deps: Deps,
  by: Session,
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
  handle: TaskHandle,
) {
  handle.progress(0.02, 'reading')
  const read = await readDistrictFile(bytes, fileName, handle.signal)
  if (!read.ok) {
    const { code: reason, ...details } = read.refusal
    throw new Refused('intake.file-unreadable', { reason, ...details })
  }
  const reading = read.value
  handle.progress(0.3, 'comparing')
  const { draft, judged } = await compare(deps, by, reading, handle)
  const marks = marksOf(reading, judged)
  handle.progress(0.7, 'marking')
  const marked = marks.length === 0 ? undefined : await markDistrictFile(bytes, marks, handle.signal)
  const fileBlob = await keepSealed(deps, bytes)
  const markedBlob = marked?.ok === true ? await keepSealed(deps, marked.value) : null
  handle.progress(0.8, 'saving')
  const importId = newId()
  await deps.db.transact(by, async ({ query, districtId, journal }) => {
    const store = importStore(query, districtId)
    const summary = {
      format: reading.format,
      encoding: reading.encoding ?? null,
      unknownSheets: [...reading.unknownSheets],
      sheets: summaryOf(reading, judged),
    }
    await store.add({
      id: importId,
      fileName,
      fileBlob,
      markedBlob,
      summary,
      uploadedBy: by.accountId,
      uploadedAt: new Date(deps.clock()),
    })
    await store.addRows(
      importId,
      judged.filter(({ verdict }) => verdict !== 'unchanged'),
    )
    handle.progress(0.9)
    await store.addChanges(importId, draft.changes())
    handle.signal.throwIfAborted()
    journal.record({ verb: 'import.previewed', who: by.accountId, what: importId, details: { fileName } })
  })
  return { importId }
}

async function compare(deps: Deps, by: Session, reading: DistrictReading, handle: TaskHandle) {
  const known = await deps.db.read(by, (tx) => everythingKnown(tx))
  const draft = new Draft(known.lists)
  const rowsTotal = Object.values(reading.sheets).reduce((sum, sheet) => sum + sheet.rows.length, 0)
  const breathe = breather(rowsTotal, (done) => {
    handle.progress(0.35 + 0.35 * done)
    handle.signal.throwIfAborted()
  })
  const at = new Date(deps.clock())
  const judged = await compareWorkbook(
    {
      draft,
      names: new Names(draft),
      phones: new PhoneBook(deps.secret),
      district: known.district,
      pack: known.pack,
      extent: known.extent,
      today: dayOf(deps.clock()),
      by: { accountId: by.accountId, at },
      breathe,
    },
    reading,
  )
  return { draft, judged }
}

export async function everythingKnown({ query, districtId }: ReadTx) {
  const store = factStore(query, districtId)
  const lists: FactLists = {
    streets: await store.all('streets'),
    communities: await store.all('communities'),
    units: await store.all('units'),
    people: await store.all('people'),
    posts: await store.all('posts'),
    sites: await store.all('sites'),
    duties: await store.all('duties'),
    figures: await store.all('figures'),
  }
  const district = orNotFound(await districtStore(query).district(districtId), 'district')
  const campaign = await currentCampaign(query, districtId)
  const pack =
    campaign === undefined
      ? undefined
      : await packOf(query, districtId, campaign.packKey, campaign.packVersion)
  return { lists, district, pack, extent: await extentOf({ query, districtId }) }
}

/** Others get the thread every few milliseconds, however long the list. */
const longestMs = 15

function breather(total: number, report: (done: number) => void): () => Promise<void> | undefined {
  let count = 0
  let since = performance.now()
  return () => {
    count += 1
    if ((count & 15) !== 0 || performance.now() - since < longestMs) return undefined
    report(count / Math.max(total, 1))
    return othersFirst().then(() => {
      since = performance.now()
    })
  }
}
