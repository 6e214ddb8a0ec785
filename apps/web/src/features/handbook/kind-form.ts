import type { Limit } from '@chuangyuan/domain/calendar/limit'
import type { Handbook, PackItems, ProblemKind, Season } from '@chuangyuan/domain/handbook/handbook'

/** A problem kind as fields: lists are texts, and the season is there whether it is used or not. */
export interface KindForm {
  id: string
  name: string
  stream: ProblemKind['stream']
  severity: ProblemKind['severity']
  limit: Limit
  urgentLimit: Limit
  seasonal: boolean
  months: string
  interim: string
  interimLimit: Limit
  /** One `pack:item` a line. */
  items: string
  siteKinds: ProblemKind['siteKinds']
  source: string
  status: ProblemKind['status']
}

export function formOf(kind: ProblemKind | undefined): KindForm {
  return {
    id: kind?.id ?? '',
    name: kind?.name ?? '',
    stream: kind?.stream ?? 'greening',
    severity: kind?.severity ?? 'ordinary',
    limit: kind?.limit ?? { amount: 1, unit: 'working-days' },
    urgentLimit: kind?.urgentLimit ?? { amount: 4, unit: 'working-hours' },
    seasonal: kind?.season !== undefined,
    months: kind?.season?.months.join('、') ?? '',
    interim: kind?.season?.interim ?? '',
    interimLimit: kind?.season?.interimLimit ?? { amount: 2, unit: 'working-days' },
    items: Object.entries(kind?.items ?? {})
      .flatMap(([packKey, ids]) => ids.map((id) => `${packKey}:${id}`))
      .join('\n'),
    siteKinds: [...(kind?.siteKinds ?? [])],
    source: kind?.source ?? '',
    status: kind?.status ?? 'unverified',
  }
}

/** The handbook with the kind that the form describes, in its place or at the end. */
export function withKind(handbook: Handbook, form: KindForm, was: ProblemKind | undefined): Handbook {
  const { seasonal, months, interim, interimLimit, items, siteKinds, ...plain } = form
  const season: Season = {
    months: months.split(/[^\d]+/).flatMap((month) => (month === '' ? [] : [Number(month)])),
    interim,
    interimLimit,
  }
  const kind: ProblemKind = {
    ...plain,
    ...(seasonal ? { season } : {}),
    items: itemsIn(items),
    siteKinds: [...siteKinds],
  }
  const kinds =
    was === undefined
      ? [...handbook.kinds, kind]
      : handbook.kinds.map((each) => (each.id === was.id ? kind : each))
  return { ...handbook, kinds }
}

function itemsIn(text: string): PackItems {
  const items: Record<string, string[]> = {}
  for (const line of text.split('\n')) {
    const [packKey = '', id = ''] = line.trim().split(/\s*[:：]\s*/)
    if (packKey !== '') (items[packKey] ??= []).push(id)
  }
  return items
}
