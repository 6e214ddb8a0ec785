import type { Day, Instant } from '../day.ts'
import type { Severity, Stream } from '../handbook/handbook.ts'
import type { Clock } from './clock.ts'
import type { Party } from './party.ts'

/** Stages of a finding, in the order of its life; the last three are side ends. */
export const findingStages = [
  'reported',
  'filed',
  'dispatched',
  'planned',
  'measures-filed',
  'measures-passed',
  'closed',
  'suspended',
  'void',
  'merged',
] as const
export type FindingStage = (typeof findingStages)[number]

export const findingChannels = ['phone', 'visit', 'desk', 'import', 'public'] as const
export type FindingChannel = (typeof findingChannels)[number]

/** Where it was seen, as the device said it. `accuracy` in metres; 0 or null is not a measured position. */
export interface Place {
  /** Longitude and latitude in degrees, CGCS2000/WGS-84. */
  readonly lon: number
  readonly lat: number
  readonly accuracy: number | null
  /** The system it was given in, before conversion. */
  readonly system: string
  readonly how: 'device' | 'map' | 'site'
}

/** Who saw it. The entry may come from the duty desk; the true reporter keeps the name. */
export interface Reporter {
  readonly by: Party
  readonly channel: FindingChannel
  readonly foundAt: Instant
  readonly receivedAt: Instant
}

/** An item of a standard that the finding endangers. */
export interface EndangeredItem {
  readonly packKey: string
  readonly itemId: string
}

export interface FindingFacts {
  readonly id: string
  /** Problem kind of the handbook. */
  readonly kind: string
  readonly stream: Stream
  readonly severity: Severity
  readonly urgent: boolean
  readonly siteId: string | null
  /** 属地: whose ground it lies on. */
  readonly streetId: string
  /** 权属: who owns the thing; may be a body outside the district's power. */
  readonly ownerUnitId: string | null
  readonly place: Place | null
  readonly address: string
  readonly words: string
  readonly items: readonly EndangeredItem[]
  /** Checklist entries that failed, and that the result gate asks again, word for word. */
  readonly entries: readonly string[]
  readonly photos: readonly string[]
  /** The first is the one that the finding began with; merged duplicates add theirs. */
  readonly reporters: readonly [Reporter, ...Reporter[]]
}

/** Who has to put it right. The responsibility hangs on the post. */
export interface FindingDuty {
  readonly unitId: string
  readonly postId: string | null
  readonly assisting: readonly { readonly unitId: string; readonly doneAt: Instant | null }[]
}

/** What the unit says it will do: who, what, until when. */
export interface MeasurePlan {
  readonly words: string
  readonly responsible: string
  readonly finishOn: Day
  readonly by: Party
  readonly at: Instant
}

/** The unit's statement that the measures were carried out; it proves nothing by itself. */
export interface MeasuresDone {
  readonly words: string
  readonly photos: readonly string[]
  readonly by: Party
  readonly at: Instant
}

/** First gate, 措施不落实不放过: the supervising side finds the measures carried out. */
export interface MeasuresCheck {
  readonly passed: boolean
  readonly words: string
  readonly by: Party
  readonly at: Instant
}

/** Second gate, 效果不达标不放过: an independent person answers the same entries again, on the spot. */
export interface ResultCheck {
  readonly entries: readonly { readonly entryId: string; readonly passed: boolean; readonly words: string }[]
  readonly photos: readonly string[]
  readonly place: Place | null
  readonly words: string
  readonly by: Party
  readonly at: Instant
}

/** What a unit may ask for and the office grants or denies; meanwhile the clock runs against the office. */
export const requestKinds = ['return', 'hand-over', 'extension', 'suspension', 'split', 'void'] as const
export type RequestKind = (typeof requestKinds)[number]

export type Wish =
  | { readonly kind: 'return' }
  | { readonly kind: 'hand-over'; readonly unitId: string }
  | { readonly kind: 'extension'; readonly until: Day }
  | { readonly kind: 'suspension'; readonly until: Day; readonly promise: string }
  | { readonly kind: 'split'; readonly unitIds: readonly string[] }
  | { readonly kind: 'void' }

export interface Request {
  readonly wish: Wish
  readonly reason: string
  readonly by: Party
  readonly at: Instant
}

/** How often each side way was taken; shown beside every index, so that none of them is free. */
export interface Counts {
  readonly returned: number
  readonly handedOver: number
  readonly extended: number
  readonly suspended: number
  readonly rework: number
  readonly reopened: number
  readonly urged: number
}

/** One passage through both gates. */
export interface Closing {
  readonly done: MeasuresDone
  readonly measures: MeasuresCheck
  readonly result: ResultCheck
}

interface Filed extends FindingFacts {
  /** 一件一号. */
  readonly number: number
  readonly filedAt: Instant
  readonly counts: Counts
  /** Passages through both gates that a later look undid, oldest first. */
  readonly undone: readonly Closing[]
}

export interface Dispatched extends Filed {
  readonly dispatchedAt: Instant
  readonly duty: FindingDuty
  readonly clock: Clock
  readonly request: Request | null
  readonly plan: MeasurePlan | null
}

export type Reported = FindingFacts & { readonly stage: 'reported' }
export type FiledFinding = Filed & { readonly stage: 'filed' }
/** With the unit: nothing planned yet, or a plan that is being carried out. */
export type AtUnit = Dispatched & { readonly stage: 'dispatched' | 'planned' }
export type MeasuresFiled = Dispatched & { readonly stage: 'measures-filed'; readonly done: MeasuresDone }
export type MeasuresPassed = Dispatched & {
  readonly stage: 'measures-passed'
  readonly done: MeasuresDone
  readonly measures: MeasuresCheck
}
export type Closed = Dispatched & Closing & { readonly stage: 'closed' }
/** 挂账: cannot be put right now; promised in writing for a day. */
export type Suspended = Dispatched & {
  readonly stage: 'suspended'
  readonly promise: { readonly until: Day; readonly words: string; readonly grantedAt: Instant }
}
export type Void = FindingFacts & {
  readonly stage: 'void'
  readonly number: number | null
  readonly reason: string
  readonly endedAt: Instant
}
export type Merged = FindingFacts & {
  readonly stage: 'merged'
  readonly into: string
  readonly endedAt: Instant
}

/**
 * A finding (问题): something seen that costs points.
 *
 * It leaves the books only through two gates, in this order:
 *   measures gate   措施不落实不放过   the measures were carried out
 *   result gate     效果不达标不放过   an independent person sees that the place is up to standard
 *
 * Each stage carries exactly the facts that are true in it: a closed finding
 * without a result check is not an error to catch but a value that cannot be written.
 */
export type Finding =
  Reported | FiledFinding | AtUnit | MeasuresFiled | MeasuresPassed | Closed | Suspended | Void | Merged

/** Dispatched at least once and not ended sideways. */
export type Handled = AtUnit | MeasuresFiled | MeasuresPassed | Closed | Suspended

export function isHandled(finding: Finding): finding is Handled {
  return 'duty' in finding
}

/** Off the books. */
export const endedStages = ['closed', 'void', 'merged'] as const satisfies readonly FindingStage[]

/** Still on the books: neither closed nor void nor merged. */
export function isOpen({ stage }: { readonly stage: FindingStage }): boolean {
  return !endedStages.some((ended) => ended === stage)
}

/**
 * Who has to move next; the clock runs against them alone.
 *
 *   office        files, dispatches, decides what a unit asks for
 *   unit          plans and carries out
 *   supervision   looks at measures, then at results
 */
export const holders = ['office', 'unit', 'supervision', 'nobody'] as const
export type Holder = (typeof holders)[number]

export function holderOf(finding: Finding): Holder {
  switch (finding.stage) {
    case 'reported':
    case 'filed':
      return 'office'
    case 'dispatched':
    case 'planned':
    case 'suspended':
      return finding.request === null ? 'unit' : 'office'
    case 'measures-filed':
    case 'measures-passed':
      return 'supervision'
    case 'closed':
    case 'void':
    case 'merged':
      return 'nobody'
  }
}

export const noCounts: Counts = {
  returned: 0,
  handedOver: 0,
  extended: 0,
  suspended: 0,
  rework: 0,
  reopened: 0,
  urged: 0,
}
