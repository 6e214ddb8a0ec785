import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { listPlaces } from '@chuangyuan/contract/site'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import type { Period } from './period.ts'

/** Under which conditions a paper's numbers were counted. */
export interface Asked {
  readonly paperId: string
  readonly period: Period | undefined
  readonly street?: string
  readonly stream?: string
}

type Conditions = Readonly<Record<string, string>>

/** The ledger's conditions behind a number of a paper, by the name of its field; undefined where it is no count. */
export function listBehind(name: string, asked: Asked | undefined): Conditions | undefined {
  if (asked === undefined) return undefined
  const { paperId, period, street, stream } = asked
  const within = { ...(street === undefined ? {} : { street }), ...(stream === undefined ? {} : { stream }) }
  switch (name) {
    case '问题数':
      return { paper: paperId }
    case '新增':
      return period && { ...within, from: period.from, to: period.to }
    case '销号':
      return period && { ...within, stage: 'closed', closedFrom: period.from, closedTo: period.to }
    case '在办':
      return { ...within, open: 'true' }
    case '逾期':
      return { ...within, overdue: 'true' }
    default:
      return undefined
  }
}

/** The conditions of one row: its street by name, its stream by place, for streams always stand in one order. */
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
  const stream = list === '条线' ? streams[index] : undefined
  return stream === undefined ? undefined : { ...asked, stream }
}
