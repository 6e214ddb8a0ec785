import { dayOf, officialDay, type Day } from '@chuangyuan/domain/day'
import { units } from '@chuangyuan/domain/standard/unit'
import { amountOf } from '@chuangyuan/domain/target/milli'
import {
  partSheet,
  progressSheet,
  targetSheet,
  targetsNotes,
  targetsTitle,
} from '@chuangyuan/workbook/target-sheets'
import type { SheetDefinition } from '@chuangyuan/workbook/sheet-definition'
import { writeWorkbook } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { progressStore } from './progress-store.ts'
import { kindIn } from './show-targets.ts'
import { targetStore } from './store.ts'
import { kindsOf } from './target-kinds.ts'

const figureTexts = { built: '建成', visible: '影像可见' } as const
/** More entries than a district writes in ten years. */
const mostEntries = 100_000

/** The lists to be read and changed; an empty district gets them to fill in. */
export function exportTargets({ db, clock }: Deps, by: Session): Promise<FileReply> {
  return db.read(by, async (tx) => {
    const store = targetStore(tx.query, tx.districtId)
    const [targets, parts, kinds] = [await store.targets(), await store.parts(), await kindsOf(tx)]
    const entries = await progressStore(tx.query, tx.districtId).page({ offset: 0, limit: mostEntries })
    const codes = new Map(targets.map(({ id, code }) => [id, code]))
    const content = await writeWorkbook({
      title: targetsTitle,
      template: { notes: targetsNotes },
      sheets: [
        {
          definition: withKinds(kinds.map(({ name }) => name)),
          rows: targets.map((target) => ({
            ...{ code: target.code, kind: kindIn(kinds, target).name, name: target.name },
            ...{ amount: amountOf(target.amount), unit: target.unit, source: target.source },
            ...{ startsOn: target.starts_on as Day, dueOn: target.due_on as Day },
          })),
        },
        {
          definition: partSheet,
          rows: parts.map((part) => ({
            ...{ target: codes.get(part.target_id), street: part.street_name ?? undefined },
            ...{ name: part.name || undefined, unit: part.unit_name ?? undefined },
            ...{ planned: amountOf(part.planned), build: part.build ?? undefined },
            greenRate: part.green_rate ?? undefined,
          })),
        },
        {
          definition: progressSheet,
          rows: entries.rows.map(({ target, part, figure, on, amount, unit, words, photos, by: who }) => ({
            ...{ target, part, figure: figureTexts[figure], on: on as Day, amount: amountOf(amount) },
            ...{ measure: units[unit].symbol, words, photos: photos.length, by: who },
          })),
        },
      ],
    })
    return { fileName: `${targetsTitle}${officialDay(dayOf(clock()))}.xlsx`, content }
  })
}

function withKinds(names: readonly string[]): SheetDefinition {
  const columns = targetSheet.columns.map((column) =>
    column.key === 'kind'
      ? {
          ...{ key: column.key, heading: column.heading, kind: 'one-of' as const, required: true },
          ...{ example: column.example, choices: names.map((name) => ({ value: name, label: name })) },
        }
      : column,
  )
  return { ...targetSheet, columns }
}
