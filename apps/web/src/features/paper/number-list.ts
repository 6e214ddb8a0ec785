import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import type { Counter } from '@chuangyuan/domain/finding/indices'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import type { LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { Period } from './period.ts'

/** Under which conditions a paper's numbers were counted. */
export interface Asked {
  readonly paperId: string
  readonly period: Period | undefined
  readonly street?: string
  readonly stream?: string
  readonly unit?: string
}

/** What is behind a number of a paper, by the name of its field; undefined where it is none. */
export function listBehind(name: string, asked: Asked | undefined): RouteLocationRaw | undefined {
  if (asked === undefined) return undefined
  const { paperId, period, street, stream, unit } = asked
  const within = { ...(street === undefined ? {} : { street }), ...(stream === undefined ? {} : { stream }) }
  const counted = (counter: Counter) =>
    unit === undefined || period === undefined
      ? undefined
      : ledger({ unit, counter, since: period.from, until: period.to })
  switch (name) {
    case '问题数':
      return ledger({ paper: paperId })
    case '新增':
      return period && ledger({ ...within, from: period.from, to: period.to })
    case '销号':
      return period && ledger({ ...within, stage: 'closed', closedFrom: period.from, closedTo: period.to })
    case '在办':
      return ledger({ ...within, open: 'true' })
    case '逾期':
      return ledger({ ...within, overdue: 'true' })
    case '派遣':
      return counted('dispatched')
    case '复查':
      return counted('lookedAtAgain')
    case '不合格':
      return counted('undone')
    // A share is two numbers, and both have their lists on the page of indices.
    case '按期处置率':
    case '结案率':
    case '返工率':
    case '回头看不合格率':
    case '不合格率':
      return unit === undefined || period === undefined
        ? undefined
        : { name: 'finding-index', query: { by: 'unit', from: period.from, to: period.to } }
    default:
      return undefined
  }
}

function ledger(query: LocationQueryRaw): RouteLocationRaw {
  return { name: 'finding', query }
}

/** The conditions of one row: its street or unit by name, its stream by place, for streams always stand in one order. */
export function ofRow(
  list: string,
  { name, index }: { readonly name: string; readonly index: number },
  asked: Asked,
  places: ReplyOf<typeof listPlaces> | undefined,
): Asked | undefined {
  if (list === '街道') {
    const street = places?.streets.find((each) => each.name === name)?.id
    return street === undefined ? undefined : { ...asked, street }
  }
  if (list === '单位' || list === '红榜' || list === '黑榜') {
    const unit = places?.units.find((each) => each.name === name)?.id
    return unit === undefined ? undefined : { ...asked, unit }
  }
  const stream = list === '条线' ? streams[index] : undefined
  return stream === undefined ? undefined : { ...asked, stream }
}
