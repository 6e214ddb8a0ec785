import type { Day } from '@chuangyuan/domain/day'
import type { ClauseId, PackId, RowId } from '@chuangyuan/domain/standard/pack'
import type { QuantityId } from '@chuangyuan/domain/standard/requirement'
import type { Unit } from '@chuangyuan/domain/standard/unit'

/** The pack the demo district is judged by: the structure and points of 2000, the base table of 2005. */
export const demoPack: PackId = 'garden-2000-2005'

/** Who answers for a row of the standard (责任分解表). Without a lead it is a hole. */
export interface DutyRow {
  readonly row: RowId
  /** Codes of units: 牵头单位, 协助单位. */
  readonly lead?: string
  readonly assisting: readonly string[]
  /** Code of the post in the lead unit that answers in person (责任人). */
  readonly responsiblePost?: string
  readonly dueOn: Day
}

/** A figure an office reports (填报数据): nothing the map can tell. */
export interface FigureRow {
  readonly quantity: QuantityId
  readonly value: number
  readonly unit: Unit
  /** The day it describes. */
  readonly asOf: Day
  readonly source: string
  /** Code of the unit that reports it. */
  readonly reportedBy: string
}

/** Whether a clause is met, as an office found it. */
export interface AnswerRow {
  readonly row: RowId
  readonly clause: ClauseId
  readonly met: boolean
  /** Code of the unit that answered. */
  readonly finder: string
  readonly on: Day
  readonly note: string
}

/** A look back in which nothing forbidden was found. */
export interface IncidentStatementRow {
  readonly row: RowId
  readonly finder: string
  readonly on: Day
}

/** Something seen that takes points, counted: dead trees. */
export interface SeenDefectRow {
  readonly finding: string
  readonly row: RowId
  readonly street: string
  readonly count: number
  readonly on: Day
}

/** When the panel comes, and since when the district prepares. */
export interface Campaign {
  readonly pack: PackId
  readonly startedOn: Day
  readonly inspectionOn: Day
  /** The day of the image from which the green layers were read. */
  readonly imageOn: Day
}
