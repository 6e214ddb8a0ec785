import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import type { listTeams } from '@chuangyuan/contract/supervision'
import { parseDay, type Day } from '@chuangyuan/domain/day'
import { isSiteKind, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { siteStates, type SiteState } from '@chuangyuan/domain/supervision/need'
import type { FilterChip } from '@chuangyuan/ui/table-column'
import { formatDay } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'
import { kindName } from '../site/public.ts'

export const recordViews = ['visits', 'missed', 'sites'] as const
export type RecordView = (typeof recordViews)[number]

/** The conditions of the three lists as the address carries them. */
export interface RecordFilter {
  readonly view: RecordView
  readonly kind: SiteKind | undefined
  readonly street: string | undefined
  readonly team: string | undefined
  readonly failed: 'true' | undefined
  readonly seenSince: 'false' | undefined
  readonly state: SiteState | undefined
  readonly from: Day | undefined
  readonly to: Day | undefined
}

const own = {
  visits: ['kind', 'street', 'team', 'failed', 'from', 'to'],
  missed: ['kind', 'street', 'seenSince', 'from', 'to'],
  sites: ['kind', 'street', 'team', 'state'],
} as const satisfies Record<RecordView, readonly (keyof RecordFilter)[]>

/** What a list does not know is no condition of it: a missed visit is nobody's, so no team narrows it. */
export function recordFilterOf(read: (name: string) => string | undefined): RecordFilter {
  const view = recordViews.find((each) => each === read('view')) ?? 'visits'
  const mine: readonly string[] = own[view]
  const given = (name: string) => (mine.includes(name) ? read(name) : undefined)
  const kind = given('kind')
  return {
    view,
    kind: kind !== undefined && isSiteKind(kind) ? kind : undefined,
    street: given('street'),
    team: given('team'),
    failed: given('failed') === 'true' ? 'true' : undefined,
    seenSince: given('seenSince') === 'false' ? 'false' : undefined,
    state: siteStates.find((each) => each === given('state')),
    from: parseDay(given('from') ?? ''),
    to: parseDay(given('to') ?? ''),
  }
}

export function hasCondition(view: RecordView, name: keyof RecordFilter): boolean {
  const mine: readonly string[] = own[view]
  return mine.includes(name)
}

/** What the server is asked for. */
export type RecordConditions = Omit<RecordFilter, 'view'> & { readonly search: string | undefined }

export function conditionsOf(
  { view: _, ...conditions }: RecordFilter,
  search: string | undefined,
): RecordConditions {
  return { ...conditions, search }
}

/** The conditions in words. What has no name any more is shown by its id: a condition must not hide. */
export function recordChips(
  { kind, street, team, failed, seenSince, state, from, to }: RecordFilter,
  places: ReplyOf<typeof listPlaces> | undefined,
  teams: ReplyOf<typeof listTeams> | undefined,
): FilterChip[] {
  const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id?: string) =>
    list?.find((each) => each.id === id)?.name ?? id
  const chips = [
    { key: 'kind', label: t('supervision.kind'), value: kind && kindName(kind) },
    { key: 'street', label: t('supervision.street'), value: named(places?.streets, street) },
    { key: 'team', label: t('supervision.team'), value: named(teams, team) },
    { key: 'failed', label: t('supervision.result'), value: failed && t('supervision.onlyFailed') },
    { key: 'seenSince', label: t('supervision.seenAfter'), value: seenSince && t('supervision.notSeenYet') },
    { key: 'state', label: t('supervision.dueState'), value: state && t(`supervision.state.${state}`) },
    { key: 'from', label: t('supervision.from'), value: from && formatDay(from) },
    { key: 'to', label: t('supervision.until'), value: to && formatDay(to) },
  ]
  return chips.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]))
}
