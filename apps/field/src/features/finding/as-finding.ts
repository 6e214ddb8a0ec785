import type { FieldPackage } from '@chuangyuan/contract/field'
import type { FindingPage } from '@chuangyuan/contract/finding'
import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import {
  noCounts,
  type AtUnit,
  type Dispatched,
  type MeasuresFiled,
  type MeasuresPassed,
  type Suspended,
} from '@chuangyuan/domain/finding/finding'
import type { Party } from '@chuangyuan/domain/finding/party'
import { isWorkday } from '@chuangyuan/holidays/workday'
import { handbookIn } from '../../phone/offline-package.ts'
import { instantOf } from '../../shell/format.ts'

/** The findings that a phone can do something to. */
export type FieldFinding = AtUnit | MeasuresFiled | MeasuresPassed | Suspended

/**
 * A finding of the offline package as the rules see it, so that the phone can decide by the same rules as the server.
 * Of other people the package has the name alone; that somebody may not judge because of what they did before is
 * therefore taken from what the server said with the package (`actions`).
 */
export function asFinding(page: FindingPage): FieldFinding | undefined {
  const { stage, duty, clock, done, measures, promise } = page
  if (duty === null || clock === null) return undefined
  const dispatched: Dispatched = {
    ...factsOf(page),
    number: page.number ?? 0,
    filedAt: instantOf(page.foundAt),
    counts: { ...noCounts, ...page.counts },
    undone: [],
    dispatchedAt: instantOf(clock.spans[0]?.from ?? page.foundAt),
    duty: {
      unitId: duty.unit.id,
      postId: duty.post?.id ?? null,
      assisting: duty.assisting.map(({ unit, doneAt }) => ({
        unitId: unit.id,
        doneAt: doneAt === null ? null : instantOf(doneAt),
      })),
    },
    clock: {
      ...{ allowedMs: clock.allowedMs, counts: clock.counts, because: clock.because },
      spans: clock.spans.map(({ from, to }) => ({
        from: instantOf(from),
        to: to === null ? null : instantOf(to),
      })),
    },
    request: page.request && {
      wish: { kind: 'return' },
      reason: page.request.reason,
      ...told(page.request.by),
    },
    plan: page.plan && {
      words: page.plan.words,
      responsible: page.plan.responsible,
      finishOn: page.plan.finishOn,
      ...told(page.plan.by),
    },
  }
  const saidDone = done && { words: done.words, photos: done.photos, ...told(done.by) }
  switch (stage) {
    case 'dispatched':
    case 'planned':
      return { ...dispatched, stage }
    case 'measures-filed':
      return saidDone === null ? undefined : { ...dispatched, stage, done: saidDone }
    case 'measures-passed':
      return saidDone === null || measures === null
        ? undefined
        : {
            ...dispatched,
            stage,
            done: saidDone,
            measures: { passed: true, words: measures.words, ...told(measures.by) },
          }
    case 'suspended':
      return promise === null
        ? undefined
        : { ...dispatched, stage, promise: { ...promise, grantedAt: instantOf(0) } }
    default:
      return undefined
  }
}

function factsOf(page: FindingPage) {
  return {
    ...{ id: page.id, kind: page.kind, stream: page.stream, severity: page.severity, urgent: page.urgent },
    ...{
      place: page.place,
      address: page.address,
      words: page.words,
      items: page.items,
      photos: page.photos,
    },
    siteId: page.site?.id ?? null,
    streetId: page.street.id,
    ownerUnitId: page.ownerUnit?.id ?? null,
    entries: page.entries.map(({ id }) => id),
    reporters: [
      {
        by: unknownParty,
        channel: 'phone',
        foundAt: instantOf(page.foundAt),
        receivedAt: instantOf(page.foundAt),
      },
    ],
  } as const
}

const unknownParty: Party = { accountId: '', personId: null, unitIds: [], onBehalfOf: null }

function told({ at }: { readonly at: number }): {
  readonly by: Party
  readonly at: ReturnType<typeof instantOf>
} {
  return { by: unknownParty, at: instantOf(at) }
}

/** The district's working hours, and the country's working days. */
export function calendarIn(content: FieldPackage): WorkCalendar {
  return { hours: handbookIn(content).hours, isWorkday }
}
