import { parseDay, type Day } from '@chuangyuan/domain/day'
import { findingStages, holders, type FindingStage, type Holder } from '@chuangyuan/domain/finding/finding'
import { counters, type Counter } from '@chuangyuan/domain/finding/indices'
import { streams, type Stream } from '@chuangyuan/domain/handbook/handbook'

type YesNo = 'true' | 'false' | undefined

/** The conditions of the list, the map and the exported ledger, as the address carries them. */
export interface FindingFilter {
  readonly stage: FindingStage | undefined
  readonly open: YesNo
  readonly holder: Holder | undefined
  readonly street: string | undefined
  readonly unit: string | undefined
  readonly site: string | undefined
  readonly stream: Stream | undefined
  readonly kind: string | undefined
  readonly overdue: YesNo
  readonly urgent: YesNo
  readonly asked: YesNo
  readonly reworked: YesNo
  readonly placed: YesNo
  readonly from: Day | undefined
  readonly to: Day | undefined
  /** What an index counted, from one day to another. */
  readonly counter: Counter | undefined
  readonly since: Day | undefined
  readonly until: Day | undefined
  readonly closedFrom: Day | undefined
  readonly closedTo: Day | undefined
  readonly paper: string | undefined
}

/** Reads the conditions; what is no condition of this list is as if it were not there. */
export function findingFilterOf(read: (name: string) => string | undefined): FindingFilter {
  return {
    stage: findingStages.find((stage) => stage === read('stage')),
    open: yesNo(read('open')),
    holder: holders.find((holder) => holder === read('holder')),
    street: read('street'),
    unit: read('unit'),
    site: read('site'),
    stream: streams.find((stream) => stream === read('stream')),
    kind: read('kind'),
    overdue: yesNo(read('overdue')),
    urgent: yesNo(read('urgent')),
    asked: yesNo(read('asked')),
    reworked: yesNo(read('reworked')),
    placed: yesNo(read('placed')),
    from: parseDay(read('from') ?? ''),
    to: parseDay(read('to') ?? ''),
    counter: counters.find((counter) => counter === read('counter')),
    since: parseDay(read('since') ?? ''),
    until: parseDay(read('until') ?? ''),
    closedFrom: parseDay(read('closedFrom') ?? ''),
    closedTo: parseDay(read('closedTo') ?? ''),
    paper: read('paper'),
  }
}

/** The conditions as an address query, without those that are not set. */
export function conditionsOf(filter: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(filter).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  )
}

function yesNo(text: string | undefined): YesNo {
  return text === 'true' || text === 'false' ? text : undefined
}
