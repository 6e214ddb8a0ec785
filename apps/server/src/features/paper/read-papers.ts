import type { listPapers as listOperation, showPaper as showOperation } from '@chuangyuan/contract/paper'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import { may, mayAnywhere } from '@chuangyuan/domain/identity/may'
import { actionsAt, verbsFor } from '@chuangyuan/domain/paper/paper'
import { zipSync } from 'fflate'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { orNotFound } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { accountNames, partyOf } from '../finding/public.ts'
import { render } from './render.ts'
import { settingsOf } from './settings.ts'
import { nameOf, paperStore, type PaperRow, type PaperSight } from './store.ts'
import { templateOf } from './templates.ts'
import { toPdf } from './to-pdf.ts'

/** Whoever reads papers in the whole district sees all; a unit or street sees what was issued to it. */
async function sightOf(tx: ReadTx, by: Session): Promise<PaperSight> {
  return may(by.grants, 'paper.read').ok ? 'all' : { unitIds: (await partyOf(tx, by)).unitIds }
}

function summaryOf(row: PaperRow): ReplyOf<typeof listOperation>['rows'][number] {
  return {
    id: row.id,
    kind: row.kind,
    stage: row.stage,
    number: row.number_text,
    title: row.title,
    addressed: row.addressed,
    batch: row.batch,
    findings: row.finding_ids.length,
    draftedBy: row.drafter,
    draftedAt: row.drafted_at.getTime(),
    issuedAt: row.issued_at?.getTime() ?? null,
  }
}

export function listPapers(
  { db }: Deps,
  by: Session,
  { offset, limit, ...filters }: QueryOf<typeof listOperation>,
): Promise<ReplyOf<typeof listOperation>> {
  return db.read(by, async (tx) => {
    const sight = await sightOf(tx, by)
    const { rows, total } = await paperStore(tx.query, tx.districtId).page(filters, sight, { offset, limit })
    return { rows: rows.map(summaryOf), total }
  })
}

async function paperAt(tx: ReadTx, by: Session, paperId: string): Promise<PaperRow> {
  const [row] = await paperStore(tx.query, tx.districtId).some([paperId], await sightOf(tx, by))
  return orNotFound(row, 'paper')
}

export function showPaper(
  { db }: Deps,
  by: Session,
  paperId: string,
): Promise<ReplyOf<typeof showOperation>> {
  return db.read(by, async (tx) => {
    const row = await paperAt(tx, by, paperId)
    const names = await accountNames(
      tx,
      row.steps.map((step) => step.by),
    )
    return {
      ...summaryOf(row),
      copies: row.copies,
      findingIds: [...row.finding_ids],
      countedAt: row.counted_at.getTime(),
      filling: row.filling,
      steps: row.steps.map((step) => ({ ...step, by: names.get(step.by) ?? '' })),
      mayDo: actionsAt(row.stage).filter(
        (action) =>
          verbsFor[action].some((verb) => mayAnywhere(by.grants, verb)) &&
          !((action === 'pass' || action === 'sign') && row.steps[0].by === by.accountId),
      ),
      sha256: row.file_blob,
    }
  })
}

/** The issued file as it was kept; before that, what the template makes of the draft now. */
async function docxOf(deps: Deps, tx: ReadTx, row: PaperRow): Promise<Uint8Array> {
  if (row.file_blob !== null) return deps.blobs.read(row.file_blob)
  const { settings } = await settingsOf(tx)
  const { file } = await templateOf(deps, tx, row.kind)
  return render(file, row, { issuer: settings.issuer, number: null, on: deps.clock() })
}

export async function paperFile(
  deps: Deps,
  by: Session,
  paperId: string,
  as: 'docx' | 'pdf',
  gone: AbortSignal,
): Promise<FileReply> {
  const { row, docx } = await deps.db.read(by, async (tx) => {
    const found = await paperAt(tx, by, paperId)
    return { row: found, docx: await docxOf(deps, tx, found) }
  })
  return { fileName: `${fileNameOf(row)}.${as}`, content: as === 'pdf' ? await toPdf(docx, gone) : docx }
}

function fileNameOf(row: PaperRow): string {
  return `${row.number_text ?? '草稿'} ${nameOf(row)}`.replaceAll(/[\\/:*?"<>|\n]/g, ' ').slice(0, 120)
}

/** Every notice of a batch that is not withdrawn, in one archive. */
export function batchFiles(deps: Deps, by: Session, batch: number): Promise<FileReply> {
  return deps.db.read(by, async (tx) => {
    const rows = await paperStore(tx.query, tx.districtId).ofBatch(batch, await sightOf(tx, by))
    orNotFound(rows[0], 'batch')
    const files: Record<string, [Uint8Array, { level: 0 }]> = {}
    // They are compressed already.
    for (const row of rows) files[`${fileNameOf(row)}.docx`] = [await docxOf(deps, tx, row), { level: 0 }]
    return { fileName: `整改通知单第${String(batch)}批.zip`, content: zipSync(files) }
  })
}
