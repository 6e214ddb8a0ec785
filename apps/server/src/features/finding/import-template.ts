import { findingImport, findingImportNotes, findingImportTitle } from '@chuangyuan/workbook/finding-import'
import type { Column } from '@chuangyuan/workbook/sheet-definition'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { membershipStore } from './membership-store.ts'
import { rulesOf } from './rules.ts'

/** The list to fill in; kinds of problem and streets are picked from the district's own. */
export async function importTemplate({ db }: Deps, by: Session): Promise<FileReply> {
  const offered = await db.read(by, async (tx) => {
    const { handbook } = await rulesOf(tx)
    const { streets } = await membershipStore(tx.query, tx.districtId).named()
    return {
      kind: handbook.kinds.map(({ name }) => name),
      street: streets.map(({ name }) => name),
    }
  })
  const columns = findingImport.columns.map((column: Column): Column => {
    const names = column.key === 'kind' ? offered.kind : column.key === 'street' ? offered.street : []
    if (names.length === 0 || column.kind !== 'text') return column
    const { maxLength: _, ...rest } = column
    return { ...rest, kind: 'one-of', choices: names.map((name) => ({ value: name, label: name })) }
  })
  const content = await writeWorkbook({
    title: findingImportTitle,
    sheets: [{ definition: { ...findingImport, columns }, rows: [] }],
    template: { notes: findingImportNotes },
  })
  return { fileName: `${findingImportTitle}模板.xlsx`, content }
}
