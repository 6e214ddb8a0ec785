import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import type { FilterChip } from '@chuangyuan/ui/table-column'
import { t } from '../../shell/text.ts'
import type { SiteFilter } from './site-filter.ts'
import { kindName } from './site-words.ts'

type Places = ReplyOf<typeof listPlaces>

/** The conditions in words; streets and units have names as soon as the places are known. */
export function siteFilterChips(
  { street, kind, unit, holes, hole, placed }: SiteFilter,
  places: Places | undefined,
): FilterChip[] {
  const named = (list: readonly { readonly id: string; readonly name: string }[] | undefined, id?: string) =>
    id === undefined ? undefined : list?.find((each) => each.id === id)?.name
  const chips = [
    { key: 'street', label: t('site.street'), value: named(places?.streets, street) },
    { key: 'kind', label: t('site.kind'), value: kind && kindName(kind) },
    { key: 'unit', label: t('site.unit'), value: named(places?.units, unit) },
    {
      key: 'holes',
      label: t('site.chain'),
      value: holes && t(holes === 'true' ? 'site.withHoles' : 'site.withoutHoles'),
    },
    { key: 'hole', label: t('site.holes'), value: hole && t(`site.role.${hole}`) },
    {
      key: 'placed',
      label: t('site.position'),
      value: placed && t(placed === 'true' ? 'site.placed' : 'site.unplaced'),
    },
  ]
  return chips.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]))
}
