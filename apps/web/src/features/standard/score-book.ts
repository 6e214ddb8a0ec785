import type { readScore } from '@chuangyuan/contract/score'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { AssessedHeading, AssessedItem, Assessment } from '@chuangyuan/domain/assessment/assessment'
import { findRow, quantityOf, type Pack, type Quantity, type Row } from '@chuangyuan/domain/standard/pack'
import type { Unit } from '@chuangyuan/domain/standard/unit'
import { groupBy } from './group-by.ts'

type Score = ReplyOf<typeof readScore>

/** An assessment together with the pack it was made under, so that codes can be read as names. */
export interface ScoreBook {
  readonly campaign: NonNullable<Score['campaign']>
  readonly assessment: Assessment
  readonly measurement: Score['measurement']
  readonly holes: Score['holes']
  readonly pack: Pack
  item(row: string): AssessedItem | undefined
  heading(row: string): AssessedHeading | undefined
  row(row: string): Row | undefined
  quantity(id: string): Quantity | undefined
  /** Units that lead the work on a row. */
  leads(row: string): Score['leads']
  unitOf(quantity: string | undefined): Unit | undefined
  quantityName(id: string | undefined): string
  zoneName(id: string): string
  fieldName(field: string): string
}

export function scoreBook(
  { campaign, assessment, measurement, holes, leads }: Score,
  pack: Pack,
  fieldName: (field: string) => string,
): ScoreBook | undefined {
  if (campaign === null || assessment === null) return undefined
  const items = new Map(assessment.rows.map((item) => [item.row, item]))
  const headings = new Map(assessment.headings.map((heading) => [heading.row, heading]))
  const zones = new Map(assessment.zones.map(({ zone, name }) => [zone, name]))
  const leading = groupBy(leads, ({ row }) => row)
  return {
    campaign,
    assessment,
    measurement,
    holes,
    pack,
    item: (row) => items.get(row),
    heading: (row) => headings.get(row),
    row: (row) => findRow(pack, row),
    quantity: (id) => quantityOf(pack, id),
    leads: (row) => leading.get(row) ?? [],
    unitOf: (id) => (id === undefined ? undefined : quantityOf(pack, id)?.unit),
    quantityName: (id) => (id === undefined ? '' : (quantityOf(pack, id)?.name ?? id)),
    zoneName: (id) => zones.get(id) ?? id,
    fieldName,
  }
}

/** Bonus items stand beside the count, not in it. */
export function isCounted(item: AssessedItem): boolean {
  return item.bonus === undefined
}

/** How many items of the text the rows stand for. */
export function countItems(items: readonly AssessedItem[]): number {
  return items.reduce((sum, { standsFor }) => sum + standsFor, 0)
}
