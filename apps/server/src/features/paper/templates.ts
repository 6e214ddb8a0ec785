import type { listTemplates } from '@chuangyuan/contract/paper'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { fieldsOf, unknownFields, type Field } from '@chuangyuan/domain/paper/fields'
import { paperKinds, type PaperKind } from '@chuangyuan/domain/paper/paper'
import type { Readable } from 'node:stream'
import type { Deps } from '../../deps.ts'
import type { ReadTx } from '../../db/transact.ts'
import type { FileReply } from '../../http/bind.ts'
import { orRefuse, Refused } from '../../http/refused.ts'
import type { Session } from '../../http/session.ts'
import { wholeUpload } from '../../http/whole-upload.ts'
import { templateStore } from './template-store.ts'
import { kindTexts } from './texts.ts'

/** The template in force for a kind. */
export interface Template {
  readonly version: number
  readonly file: Uint8Array
}

/** Loaded when the first paper asks for it: no start has to wait for Word's format. */
async function shippedTemplate(kind: PaperKind): Promise<Uint8Array> {
  const shipped = await import('@chuangyuan/paper/shipped-templates')
  return shipped.shippedTemplate(kind)
}

export async function templateOf(
  { blobs }: Pick<Deps, 'blobs'>,
  { query, districtId }: ReadTx,
  kind: PaperKind,
): Promise<Template> {
  const last = await templateStore(query, districtId).last(kind)
  return last === undefined
    ? { version: 0, file: await shippedTemplate(kind) }
    : { version: last.version, file: await blobs.read(last.file_blob) }
}

export async function templatesOf({ query, districtId }: ReadTx): Promise<ReplyOf<typeof listTemplates>> {
  const changed = new Map((await templateStore(query, districtId).latest()).map((row) => [row.kind, row]))
  return paperKinds.map((kind) => {
    const row = changed.get(kind)
    return {
      kind,
      version: row?.version ?? 0,
      fileName: row?.file_name ?? null,
      changedBy: row?.uploader ?? null,
      changedAt: row?.uploaded_at.getTime() ?? null,
      fields: fieldsOf(kind).map(onWire),
    }
  })
}

type FieldOnWire = ReplyOf<typeof listTemplates>[number]['fields'][number]

function onWire({ name, meaning, ...rest }: Field): FieldOnWire {
  return { name, meaning, ...('rows' in rest ? { rows: rest.rows.map(onWire) } : {}) }
}

export async function downloadTemplate(
  deps: Deps,
  by: Session,
  kind: PaperKind,
  shipped: boolean,
): Promise<FileReply> {
  const content = shipped
    ? await shippedTemplate(kind)
    : await deps.db.read(by, async (tx) => (await templateOf(deps, tx, kind)).file)
  return { fileName: `${kindTexts[kind]}模板.docx`, content }
}

/** A template with a name that no field has, or with braces that do not close, is not taken. */
export async function uploadTemplate(
  { db, blobs, clock }: Deps,
  by: Session,
  kind: PaperKind,
  fileName: string,
  upload: Readable,
): Promise<{ version: number }> {
  const content = await wholeUpload(upload)
  const { templateFields } = await import('@chuangyuan/paper/template')
  const unknown = unknownFields(kind, orRefuse(templateFields(content)))
  if (unknown.length > 0) throw new Refused('paper.fields-unknown', { names: unknown })
  const { sha256 } = await blobs.put(content)
  return db.transact(by, async ({ query, districtId, journal }) => {
    const store = templateStore(query, districtId)
    const version = ((await store.last(kind))?.version ?? 0) + 1
    await store.add({
      ...{ kind, version, file_name: fileName, file_blob: sha256 },
      ...{ uploaded_by: by.accountId, uploaded_at: new Date(clock()) },
    })
    const details = { version, fileName, sha256 }
    journal.record({ verb: 'paper.template-changed', who: by.accountId, what: kind, details })
    return { version }
  })
}
