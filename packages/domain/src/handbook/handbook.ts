import type { Limit } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { CheckStatus } from '../standard/check.ts'
import type { SiteKind } from '../standard/site-kinds.ts'

/** The four streams of work (四条线): greening, clean-up of the surroundings, dossier, publicity. */
export const streams = ['greening', 'clean-up', 'dossier', 'publicity'] as const
export type Stream = (typeof streams)[number]

export const severities = ['minor', 'ordinary', 'major'] as const
export type Severity = (typeof severities)[number]

/** Where a row comes from, and whether anybody has compared it with the text in force (已核对 / 待核对). */
export interface Sourced {
  readonly source: string
  readonly status: CheckStatus
}

/** Items of the standard, by the key of the pack they stand in. */
export type PackItems = Readonly<Record<string, readonly string[]>>

/** A kind of problem (问题类型): what is seen, how serious it usually is, and by when it is put right. */
export interface ProblemKind extends Sourced {
  /** Stable: findings hang on it. */
  readonly id: string
  readonly name: string
  readonly stream: Stream
  readonly severity: Severity
  readonly limit: Limit
  /** Holds where the finding is marked urgent (紧急). */
  readonly urgentLimit: Limit
  /** Only for what is put right by planting. */
  readonly season?: Season
  /** Items of the standard that it endangers. */
  readonly items: PackItems
  /** Where it can be found; none named: everywhere. */
  readonly siteKinds: readonly SiteKind[]
}

/** The months in which planting is possible, and what is done instead in the others. */
export interface Season {
  readonly months: readonly number[]
  readonly interim: string
  readonly interimLimit: Limit
}

/** One line of a checklist. Answered "no", it becomes a finding of its kind. */
export interface ChecklistEntry extends Sourced {
  readonly id: string
  readonly text: string
  /** The kind of problem that a failure is. */
  readonly kind: string
  /** Some of the items that the kind endangers, where this line concerns only those. */
  readonly items?: PackItems
}

/** What is looked at on a site (检查表). Every site kind has exactly one. */
export interface Checklist {
  readonly id: string
  readonly name: string
  readonly siteKinds: readonly SiteKind[]
  readonly entries: readonly ChecklistEntry[]
}

/** The steps of 逐级督办, from the unit upwards. */
export const ladderLevels = ['unit', 'first-responsible', 'sponsor', 'supervision-group'] as const
export type LadderLevel = (typeof ladderLevels)[number]

export interface LadderStep {
  readonly level: LadderLevel
  /** How long after the step before; of the first, after the finding was due. */
  readonly after: Limit
}

/** How often sites of a kind are seen at least (巡查周期). */
export interface PatrolCycle extends Sourced {
  readonly siteKinds: readonly SiteKind[]
  readonly days: number
}

export const reworkDenominators = ['due-to-close', 'handled'] as const
export const deferredCountings = ['counted', 'subtracted'] as const

/** Where districts differ in how an index is counted. */
export interface Denominators {
  /** 返工率 is taken of 应结案数 or of 处置数. */
  readonly rework: (typeof reworkDenominators)[number]
  /** Whether deferred findings (缓办) stay in 应结案数. */
  readonly deferred: (typeof deferredCountings)[number]
}

/** Settings that stand outside the lists; `basis` says where each comes from. */
export const handbookSettings = ['hours', 'ladder', 'duplicateMetres', 'denominators', 'recheck'] as const
export type HandbookSetting = (typeof handbookSettings)[number]

/** The district's inspection handbook (督查手册): everything about inspection that differs from place to place. */
export interface Handbook {
  readonly kinds: readonly ProblemKind[]
  readonly checklists: readonly Checklist[]
  readonly hours: WorkCalendar['hours']
  readonly ladder: readonly LadderStep[]
  /** Findings of a kind that lie no further apart are offered as possible duplicates. */
  readonly duplicateMetres: number
  readonly cycleDays: readonly PatrolCycle[]
  readonly denominators: Denominators
  /** 回头看: how long after a finding was closed it is looked at again. */
  readonly recheck: { readonly afterDays: number }
  readonly basis: Readonly<Record<HandbookSetting, Sourced>>
}

export function checklistOf({ checklists }: Handbook, siteKind: SiteKind): Checklist | undefined {
  return checklists.find(({ siteKinds }) => siteKinds.includes(siteKind))
}

/** Undefined where this version of the handbook no longer has the kind. */
export function kindOf({ kinds }: Handbook, id: string): ProblemKind | undefined {
  return kinds.find((kind) => kind.id === id)
}

/** The problem kinds that can be found on a site of a kind. */
export function kindsAt({ kinds }: Handbook, siteKind: SiteKind): readonly ProblemKind[] {
  return kinds.filter(({ siteKinds }) => siteKinds.length === 0 || siteKinds.includes(siteKind))
}
