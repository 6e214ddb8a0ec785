import type { DutyItem } from '@chuangyuan/contract/duty'

/** A line of the table: an item with one lead, or with none. */
export interface DutyLine {
  readonly item: DutyItem
  readonly lead: DutyItem['leads'][number] | undefined
}

export interface DutyFilter {
  readonly unit?: string | undefined
  readonly heading?: string | undefined
  readonly withoutLead: boolean
}

export function linesOf(items: readonly DutyItem[], { unit, heading, withoutLead }: DutyFilter): DutyLine[] {
  return items
    .filter(
      (item) =>
        (unit === undefined ||
          [...item.leads.map((lead) => lead.unit), ...item.assisting].some(({ id }) => id === unit)) &&
        (heading === undefined || item.heading?.id === heading) &&
        (!withoutLead || item.leads.length === 0),
    )
    .flatMap((item): DutyLine[] =>
      item.leads.length === 0 ? [{ item, lead: undefined }] : item.leads.map((lead) => ({ item, lead })),
    )
}

interface Named {
  readonly id: string
  readonly name: string
}

/** Parts of the standard, in its order. */
export function headingsOf(items: readonly DutyItem[]): Named[] {
  return once(items.flatMap(({ heading }) => heading ?? []))
}

/** Units that lead or assist anything. */
export function unitsOf(items: readonly DutyItem[]): Named[] {
  return once(items.flatMap(({ leads, assisting }) => [...leads.map(({ unit }) => unit), ...assisting]))
}

function once(named: readonly Named[]): Named[] {
  return [...new Map(named.map((each) => [each.id, each])).values()]
}
