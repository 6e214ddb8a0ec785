import type { Day } from '../day.ts'
import type { ZoneId } from '../standard/applicant.ts'
import type { ClauseId, RowId } from '../standard/pack.ts'
import type { QuantityId } from '../standard/requirement.ts'
import type { Unit } from '../standard/unit.ts'

/** A figure that went into another. */
export interface InputFigure {
  readonly quantity: QuantityId
  readonly value: number
  readonly unit: Unit
  readonly asOf?: Day
  readonly source?: string
}

/** One number with everything that lets a leader ask 这个数从哪来的. */
export interface Figure {
  readonly quantity: QuantityId
  /** Absent: of the whole applicant. */
  readonly zone?: ZoneId
  readonly value: number
  readonly unit: Unit
  /** The day it describes (image date, statistics date), not the day it was entered. */
  readonly asOf?: Day
  readonly source: string
  readonly origin: 'computed' | 'reported'
  /** The true value lies within ± this, in the same unit. Absent: taken as exact. */
  readonly error?: number
  readonly inputs?: readonly InputFigure[]
}

/** Whether a clause is met, as somebody found it. */
export interface Answer {
  readonly row: RowId
  readonly clause: ClauseId
  readonly met: boolean
  readonly finder: string
  readonly on: Day
  readonly note?: string
}

/** What takes points away, counted: dead trees, bare tree pits. */
export interface DeductibleFinding {
  readonly finding: string
  /** The heading or row it counts against. */
  readonly row: RowId
  readonly zone?: ZoneId
  readonly count: number
  readonly on: Day
}

export interface Incident {
  /** A kind of incident. One that no row of the pack asks about is nobody's veto. */
  readonly incident: string
  readonly on: Day
  readonly note?: string
}

/** Somebody has looked and states that none of a row's incidents happened, up to a day. */
export interface IncidentStatement {
  readonly row: RowId
  readonly finder: string
  readonly on: Day
}

export interface HeldCertificate {
  readonly certificate: string
  readonly held: boolean
  readonly grade?: string
  readonly grantedOn?: Day
  readonly finder: string
  readonly on: Day
}

export interface DocumentStatement {
  readonly row: RowId
  readonly exists: boolean
  readonly finder: string
  readonly on: Day
}

export interface Facts {
  readonly figures: readonly Figure[]
  readonly answers: readonly Answer[]
  readonly findings: readonly DeductibleFinding[]
  readonly incidents: readonly Incident[]
  readonly incidentStatements: readonly IncidentStatement[]
  readonly certificates: readonly HeldCertificate[]
  readonly documents: readonly DocumentStatement[]
}

export const noFacts: Facts = {
  figures: [],
  answers: [],
  findings: [],
  incidents: [],
  incidentStatements: [],
  certificates: [],
  documents: [],
}
