import type { LedgerEntryOnWire, listLedgerEntries } from '@chuangyuan/contract/ledger'
import type { QueryOf, ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import { currencies } from '@chuangyuan/domain/ledger/ledger-entry'
import type { FilterChip } from '@chuangyuan/ui/table-column'
import { t } from '../../shell/text.ts'

export type EntryFilter = Pick<
  QueryOf<typeof listLedgerEntries>,
  'unit' | 'street' | 'site' | 'stream' | 'sponsor' | 'row' | 'finding' | 'currency' | 'only'
>

const parts = ['lost', 'unverified', 'assumed'] as const
const partNames = {
  lost: 'ledger.lost',
  unverified: 'ledger.unverified',
  assumed: 'ledger.assumed',
} as const

/** The conditions in the address; what is none of the words that a condition knows is not one. */
export function entryFilterOf(read: (name: string) => string | undefined): EntryFilter {
  return {
    unit: read('unit'),
    street: read('street'),
    site: read('site'),
    sponsor: read('sponsor'),
    row: read('row'),
    finding: read('finding'),
    stream: streams.find((stream) => stream === read('stream')),
    currency: currencies.find((currency) => currency === read('currency')),
    only: parts.find((part) => part === read('only')),
  }
}

/** The same conditions in words. Sites, sponsors and rows have their names from an entry that meets them. */
export function entryFilterChips(
  { unit, street, site, stream, sponsor, row, finding, currency, only }: EntryFilter,
  places: ReplyOf<typeof listPlaces> | undefined,
  first: LedgerEntryOnWire | undefined,
): FilterChip[] {
  const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id: string) =>
    list?.find((each) => each.id === id)?.name ?? id
  const chip = (key: string, label: string, value: string | undefined): FilterChip[] =>
    value === undefined ? [] : [{ key, label, value }]
  return [
    ...chip('unit', t('ledger.byKind.unit'), unit && named(places?.units, unit)),
    ...chip('street', t('ledger.byKind.street'), street && named(places?.streets, street)),
    ...chip('site', t('ledger.byKind.site'), site && (first?.site?.name ?? t('ledger.noSite'))),
    ...chip('stream', t('ledger.byKind.stream'), stream && t(`handbook.streams.${stream}`)),
    ...chip(
      'sponsor',
      t('ledger.byKind.sponsor'),
      sponsor && (first?.sponsor?.name ?? t('ledger.noSponsor')),
    ),
    ...chip('row', t('ledger.row'), row && (first?.row.name ?? row)),
    ...chip('finding', t('ledger.finding'), finding && String(first?.finding.number ?? finding)),
    ...chip('currency', t('ledger.amount'), currency && t(`ledger.currency.${currency}`)),
    ...chip('only', t('ledger.entries'), only && t(partNames[only])),
  ]
}
