import type { Limit } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import type { Day } from '../day.ts'
import type { SiteKind } from '../standard/site-kinds.ts'

export const streams = ['greening', 'clean-up', 'dossier', 'publicity'] as const
export type Stream = (typeof streams)[number]
export const severities = ['minor', 'ordinary', 'major'] as const
export type Severity = (typeof severities)[number]

export interface ProblemKind {
  readonly id: string
  readonly name: string
  readonly stream: Stream
  readonly severity: Severity
  readonly limit: Limit
  readonly urgentLimit: Limit
  readonly season?: {
    readonly months: readonly number[]
    readonly interim: string
    readonly interimLimit: Limit
  }
  readonly items: Readonly<Record<string, readonly string[]>>
  readonly siteKinds: readonly SiteKind[]
}

export interface Checklist {
  readonly id: string
  readonly name: string
  readonly siteKinds: readonly SiteKind[]
  readonly entries: readonly { readonly id: string; readonly text: string; readonly kind: string }[]
}

export interface Handbook {
  readonly kinds: readonly ProblemKind[]
  readonly checklists: readonly Checklist[]
  readonly hours: WorkCalendar['hours']
  readonly duplicateMetres: number
  readonly denominators: {
    readonly rework: 'due-to-close' | 'handled'
    readonly deferred: 'counted' | 'subtracted'
  }
}

export function kindOf(handbook: Handbook, id: string): ProblemKind | undefined {
  return handbook.kinds.find((kind) => kind.id === id)
}

export function checklistOf(handbook: Handbook, siteKind: SiteKind): Checklist | undefined {
  return handbook.checklists.find(({ siteKinds }) => siteKinds.includes(siteKind))
}

export function limitFor(
  _handbook: Handbook,
  kind: ProblemKind,
  { day, urgent }: { readonly day: Day; readonly urgent: boolean },
): {
  readonly limit: Limit
  readonly because: 'standard' | 'urgent' | 'off-season'
  readonly interim?: string
} {
  if (urgent) return { limit: kind.urgentLimit, because: 'urgent' }
  const { season } = kind
  if (season !== undefined && !season.months.includes(Number(day.slice(5, 7))))
    return { limit: season.interimLimit, because: 'off-season', interim: season.interim }
  return { limit: kind.limit, because: 'standard' }
}
