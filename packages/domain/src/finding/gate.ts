import type { Instant } from '../day.ts'
import { accept, refuse, type Result } from '../result.ts'
import { run } from './clock.ts'
import type {
  AtUnit,
  Closed,
  Dispatched,
  Finding,
  MeasuresFiled,
  MeasuresPassed,
  Place,
  ResultCheck,
} from './finding.ts'
import { belongsToAny, isSamePerson, type Party } from './party.ts'
import { wrongStage, type WrongStage } from './stage.ts'

/**
 * Why somebody may not judge:
 *
 *   of-the-unit      belongs to a unit that has to put it right, or helps
 *   planned-it       wrote the plan
 *   filed-measures   said that the measures were carried out
 *   passed-measures  let the measures pass; the other gate needs another person
 */
export interface NotIndependent {
  readonly code: 'finding.not-independent'
  readonly because: 'of-the-unit' | 'planned-it' | 'filed-measures' | 'passed-measures'
}

export type MeasuresGateRefusal = WrongStage | NotIndependent

/** First gate, 措施不落实不放过. What does not pass goes back to the unit with the time that it had left. */
export function checkMeasures(
  finding: Finding,
  said: { readonly passed: boolean; readonly words: string },
  by: Party,
  at: Instant,
): Result<MeasuresPassed | AtUnit, MeasuresGateRefusal> {
  if (finding.stage !== 'measures-filed') return wrongStage(finding, ['measures-filed'])
  const dependent = dependence(finding, by)
  if (dependent !== undefined) return refuse(dependent)
  if (!said.passed) return accept(sentBack(finding, at))
  return accept({ ...finding, stage: 'measures-passed', measures: { ...said, by, at } })
}

export type ResultGateRefusal =
  | WrongStage
  | NotIndependent
  | { readonly code: 'finding.photo-missing' }
  | { readonly code: 'finding.entries-differ'; readonly wanted: readonly string[] }

export interface ResultAnswer {
  /** The finding's own entries, each answered again; one that was found without a checklist has none. */
  readonly entries: readonly { readonly entryId: string; readonly passed: boolean; readonly words: string }[]
  /** For a finding without entries: whether the place is up to standard. */
  readonly passed: boolean
  readonly photos: readonly string[]
  readonly place: Place | null
  readonly words: string
}

/**
 * Second gate, 效果不达标不放过, and the only way to 销号. A failed one sends
 * the finding back with the same deadline: the clock does not restart because
 * the work was poor.
 */
export function checkResult(
  finding: Finding,
  said: ResultAnswer,
  by: Party,
  at: Instant,
): Result<Closed | AtUnit, ResultGateRefusal> {
  if (finding.stage !== 'measures-passed') return wrongStage(finding, ['measures-passed'])
  const dependent = mayJudgeResult(finding, by)
  if (!dependent.ok) return dependent
  if (said.photos.length === 0) return refuse({ code: 'finding.photo-missing' })
  if (!answersAll(finding.entries, said.entries))
    return refuse({ code: 'finding.entries-differ', wanted: finding.entries })
  const { passed, ...check } = said
  const result: ResultCheck = { ...check, by, at }
  const good = finding.entries.length === 0 ? passed : said.entries.every((entry) => entry.passed)
  if (!good) return accept(sentBack(finding, at))
  return accept({ ...finding, stage: 'closed', result })
}

/** Whether somebody may take the second gate; asked before they set out, so that nobody walks there for nothing. */
export function mayJudgeResult(finding: MeasuresPassed, by: Party): Result<true, NotIndependent> {
  const because =
    dependence(finding, by) ??
    (isSamePerson(by, finding.measures.by) ? notIndependent('passed-measures') : undefined)
  return because === undefined ? accept(true) : refuse(because)
}

export type ReopenRefusal = WrongStage | NotIndependent | { readonly code: 'finding.photo-missing' }

/** 回头看: a later look undoes the closing. The unit has its time again, the history stays. */
export function reopen(
  finding: Finding,
  said: { readonly photos: readonly string[]; readonly words: string },
  by: Party,
  at: Instant,
): Result<AtUnit, ReopenRefusal> {
  if (finding.stage !== 'closed') return wrongStage(finding, ['closed'])
  if (belongsToAny(by, unitsOf(finding))) return refuse(notIndependent('of-the-unit'))
  if (said.photos.length === 0) return refuse({ code: 'finding.photo-missing' })
  const { done, measures, result, ...rest } = finding
  return accept({
    ...rest,
    stage: 'dispatched',
    dispatchedAt: at,
    plan: null,
    duty: { ...finding.duty, assisting: finding.duty.assisting.map((each) => ({ ...each, doneAt: null })) },
    clock: { ...finding.clock, spans: [{ from: at, to: null }] },
    counts: { ...finding.counts, reopened: finding.counts.reopened + 1 },
    undone: [...finding.undone, { done, measures, result }],
    photos: [...new Set([...finding.photos, ...said.photos])],
  })
}

/** Units that have to put it right; none of their people judges it. */
export function unitsOf({ duty }: Pick<Dispatched, 'duty'>): string[] {
  return [duty.unitId, ...duty.assisting.map(({ unitId }) => unitId)]
}

function dependence(finding: MeasuresFiled | MeasuresPassed, by: Party): NotIndependent | undefined {
  if (belongsToAny(by, unitsOf(finding))) return notIndependent('of-the-unit')
  if (finding.plan !== null && isSamePerson(by, finding.plan.by)) return notIndependent('planned-it')
  if (isSamePerson(by, finding.done.by)) return notIndependent('filed-measures')
  return undefined
}

function notIndependent(because: NotIndependent['because']): NotIndependent {
  return { code: 'finding.not-independent', because }
}

function sentBack(finding: MeasuresFiled | MeasuresPassed, at: Instant): AtUnit {
  const { done: _done, ...rest } = finding
  const { measures: _measures, ...kept } = { measures: undefined, ...rest }
  return {
    ...kept,
    stage: 'planned',
    clock: run(finding.clock, at),
    counts: { ...finding.counts, rework: finding.counts.rework + 1 },
  }
}

function answersAll(wanted: readonly string[], given: readonly { readonly entryId: string }[]): boolean {
  const ids = new Set(given.map(({ entryId }) => entryId))
  return given.length === wanted.length && wanted.every((entryId) => ids.has(entryId))
}
