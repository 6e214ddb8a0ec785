import { displayText } from '@chuangyuan/workbook/cell-text'
import { openTableFile } from '@chuangyuan/workbook/open-table-file'
import type { TestApp } from './test-app.ts'

/** The sheets of an exported workbook by name, every cell as a person sees it, without the rows left for filling in. */
export async function exportedFile(
  app: TestApp,
  cookie: string,
  url: string,
): Promise<ReadonlyMap<string, string[][]>> {
  const { statusCode, rawPayload } = await app.http.inject({ url, headers: { cookie } })
  if (statusCode !== 200) throw new Error(`${url} answered ${String(statusCode)}`)
  const opened = await openTableFile(rawPayload)
  if (!opened.ok) throw new Error(opened.refusal.code)
  return new Map(
    opened.value.sheets.map(({ name, rows }) => [
      name,
      rows
        .map((row) => row.map((cell) => displayText(cell ?? null)))
        .filter((row) => row.some((cell) => cell !== '')),
    ]),
  )
}
