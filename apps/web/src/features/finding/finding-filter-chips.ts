import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { FilterChip } from '@chuangyuan/ui/table-column'
import { formatDay } from '../../shell/format.ts'
import { t } from '../../shell/text.ts'
import type { FindingFilter } from './finding-filter.ts'
import { kindName } from './finding-words.ts'

const days = ['from', 'to', 'since', 'until', 'closedFrom', 'closedTo'] as const

type Places = ReplyOf<typeof listPlaces>

/** The conditions in words. What has no name yet, or none any more, is shown by its id: a condition must not hide. */
export function findingFilterChips(
  filter: FindingFilter,
  places: Places | undefined,
  handbook: Handbook | undefined,
): FilterChip[] {
  const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id?: string) =>
    list?.find((each) => each.id === id)?.name ?? id
  const { stage, open, holder, street, unit, site, stream, kind, counter, paper } = filter
  const chips = [
    { key: 'stage', label: t('finding.stageLabel'), value: stage && t(`finding.stage.${stage}`) },
    {
      key: 'open',
      label: t('finding.openLabel'),
      value: open && t(open === 'true' ? 'finding.open' : 'finding.ended'),
    },
    { key: 'holder', label: t('finding.holderLabel'), value: holder && t(`finding.holder.${holder}`) },
    { key: 'street', label: t('finding.street'), value: named(places?.streets, street) },
    { key: 'unit', label: t('finding.unit'), value: named(places?.units, unit) },
    { key: 'site', label: t('finding.site'), value: site },
    { key: 'stream', label: t('finding.stream'), value: stream && t(`handbook.streams.${stream}`) },
    { key: 'kind', label: t('finding.kind'), value: kind && kindName(handbook, kind) },
    ...yesNoChips(filter),
    { key: 'counter', label: t('finding.counterLabel'), value: counter && t(`finding.counter.${counter}`) },
    ...days.map((key) => ({ key, label: t(`finding.${key}`), value: filter[key] && formatDay(filter[key]) })),
    { key: 'paper', label: t('paper.one'), value: paper && t('paper.listedFindings') },
  ]
  return chips.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]))
}

function yesNoChips({ overdue, urgent, asked, reworked, placed }: FindingFilter) {
  const yes = (value: string) => t(value === 'true' ? 'finding.yes' : 'finding.no')
  return [
    { key: 'overdue', label: t('finding.overdue'), value: overdue && yes(overdue) },
    { key: 'urgent', label: t('finding.urgent'), value: urgent && yes(urgent) },
    { key: 'asked', label: t('finding.asked'), value: asked && yes(asked) },
    { key: 'reworked', label: t('finding.reworked'), value: reworked && yes(reworked) },
    {
      key: 'placed',
      label: t('finding.placedLabel'),
      value: placed && t(placed === 'true' ? 'finding.placed' : 'finding.unplaced'),
    },
  ]
}
