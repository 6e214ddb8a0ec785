import { afterCountedMs, countedMsBetween } from '../calendar/limit.ts'
import type { WorkCalendar } from '../calendar/work-calendar.ts'
import { dayOf, type Day, type Instant } from '../day.ts'
import type { Handbook } from '../handbook/handbook.ts'
import { accept, refuse, type Result } from '../result.ts'
import { dueAt, endOf, run, stop, usedMs } from './clock.ts'
import { dutyOf, newClock } from './dispatch.ts'
import type { AtUnit, FiledFinding, Finding, Request, Suspended, Void, Wish } from './finding.ts'
import { isSamePerson, type Party } from './party.ts'
import { discard } from './register.ts'
import { wrongStage, type WrongStage } from './stage.ts'

export type AskRefusal =
  | WrongStage
  | { readonly code: 'finding.request-pending' }
  | { readonly code: 'finding.day-in-past'; readonly day: Day }
  | { readonly code: 'finding.extension-shorter'; readonly until: Day; readonly dueOn: Day }
  | { readonly code: 'finding.hand-over-to-itself' }

/**
 * A unit asks for a side way, with a reason: a wrong dispatch goes back, another
 * unit takes over, more time, 挂账, several units share it, or it is none at all.
 * Until the office has decided, the clock runs against the office.
 */
export function ask(
  finding: Finding,
  wish: Wish,
  reason: string,
  by: Party,
  calendar: WorkCalendar,
  at: Instant,
): Result<AtUnit, AskRefusal> {
  if (finding.stage !== 'dispatched' && finding.stage !== 'planned')
    return wrongStage(finding, ['dispatched', 'planned'])
  if (finding.request !== null) return refuse({ code: 'finding.request-pending' })
  const unfit = unfitWish(finding, wish, calendar, at)
  if (unfit !== undefined) return refuse(unfit)
  return accept({ ...finding, clock: stop(finding.clock, at), request: { wish, reason, by, at } })
}

function unfitWish(
  finding: AtUnit,
  wish: Wish,
  calendar: WorkCalendar,
  at: Instant,
): Exclude<AskRefusal, WrongStage> | undefined {
  switch (wish.kind) {
    case 'return':
    case 'void':
      return undefined
    case 'hand-over':
      return wish.unitId === finding.duty.unitId ? { code: 'finding.hand-over-to-itself' } : undefined
    case 'split':
      return wish.unitIds.includes(finding.duty.unitId) ? { code: 'finding.hand-over-to-itself' } : undefined
    case 'suspension':
      return wish.until < dayOf(at) ? { code: 'finding.day-in-past', day: wish.until } : undefined
    case 'extension': {
      if (wish.until < dayOf(at)) return { code: 'finding.day-in-past', day: wish.until }
      const due = dueAt(finding.clock, calendar)
      return due !== undefined && endOf(wish.until) <= due
        ? { code: 'finding.extension-shorter', until: wish.until, dueOn: dayOf(due) }
        : undefined
    }
  }
}

export type DecideRefusal =
  | WrongStage
  | { readonly code: 'finding.no-request' }
  | { readonly code: 'finding.own-request' }
  | { readonly code: 'finding.kind-unknown'; readonly kind: string }
  | { readonly code: 'finding.assists-itself' }

/** The office grants or denies what was asked for. Nobody decides on their own request. */
export function decide(
  finding: Finding,
  granted: boolean,
  by: Party,
  handbook: Handbook,
  calendar: WorkCalendar,
  at: Instant,
): Result<AtUnit | FiledFinding | Suspended | Void, DecideRefusal> {
  if (finding.stage !== 'dispatched' && finding.stage !== 'planned')
    return wrongStage(finding, ['dispatched', 'planned'])
  const { request } = finding
  if (request === null) return refuse({ code: 'finding.no-request' })
  if (isSamePerson(by, request.by)) return refuse({ code: 'finding.own-request' })
  const back: AtUnit = { ...finding, request: null, clock: run(finding.clock, at) }
  return granted ? grant(back, request, handbook, calendar, at) : accept(back)
}

function grant(
  finding: AtUnit,
  { wish, reason }: Request,
  handbook: Handbook,
  calendar: WorkCalendar,
  at: Instant,
): Result<AtUnit | FiledFinding | Suspended | Void, DecideRefusal> {
  const { counts } = finding
  switch (wish.kind) {
    case 'return': {
      const {
        dispatchedAt: _at,
        duty: _duty,
        clock: _clock,
        request: _request,
        plan: _plan,
        ...filed
      } = finding
      return accept({ ...filed, stage: 'filed', counts: { ...counts, returned: counts.returned + 1 } })
    }
    case 'hand-over': {
      const clock = newClock(finding, handbook, calendar, at)
      if (clock === undefined) return refuse({ code: 'finding.kind-unknown', kind: finding.kind })
      return accept({
        ...finding,
        stage: 'dispatched',
        plan: null,
        clock,
        duty: {
          unitId: wish.unitId,
          postId: null,
          assisting: finding.duty.assisting.filter(({ unitId }) => unitId !== wish.unitId),
        },
        counts: { ...counts, handedOver: counts.handedOver + 1 },
      })
    }
    case 'extension': {
      const more = countedMsBetween(calendar, finding.clock.counts, at, endOf(wish.until))
      return accept({
        ...finding,
        clock: { ...finding.clock, allowedMs: usedMs(finding.clock, calendar, at) + more },
        counts: { ...counts, extended: counts.extended + 1 },
      })
    }
    case 'suspension':
      return accept({
        ...finding,
        stage: 'suspended',
        clock: stop(finding.clock, at),
        promise: { until: wish.until, words: wish.promise, grantedAt: at },
        counts: { ...counts, suspended: counts.suspended + 1 },
      })
    case 'split': {
      const { unitId, postId, assisting } = finding.duty
      const added = wish.unitIds.filter((each) => !assisting.some((other) => other.unitId === each))
      const duty = dutyOf({ unitId, postId, assisting: added })
      if (duty === undefined) return refuse({ code: 'finding.assists-itself' })
      return accept({
        ...finding,
        duty: { ...finding.duty, assisting: [...assisting, ...duty.assisting] },
      })
    }
    case 'void':
      return discard(finding, reason, at)
  }
}

/**
 * A suspended finding goes on: the unit says that it can be done now, or the
 * promised day has come. It has the time that it had left, and at least until
 * the end of the promised day.
 */
export function resume(finding: Finding, calendar: WorkCalendar, at: Instant): Result<AtUnit, WrongStage> {
  if (finding.stage !== 'suspended') return wrongStage(finding, ['suspended'])
  const { promise, ...rest } = finding
  const { clock } = finding
  const left = Math.max(0, clock.allowedMs - usedMs(clock, calendar, at))
  const promised = endOf(promise.until)
  const wanted = promised > at ? countedMsBetween(calendar, clock.counts, at, promised) : 0
  const enough = afterCountedMs(calendar, clock.counts, at, left) >= promised
  return accept({
    ...rest,
    stage: finding.plan === null ? 'dispatched' : 'planned',
    clock: run(
      enough ? clock : { ...clock, allowedMs: usedMs(clock, calendar, at) + Math.max(left, wanted) },
      at,
    ),
  })
}
