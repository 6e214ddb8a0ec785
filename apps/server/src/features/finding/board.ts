import type { findingBoard } from '@chuangyuan/contract/finding'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import { findingStages, holders, isOpen, type FindingStage } from '@chuangyuan/domain/finding/finding'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import type { Deps } from '../../deps.ts'
import type { Session } from '../../http/session.ts'
import { placeStore } from '../site/public.ts'
import { sightIn } from './party.ts'
import { findingStore } from './store.ts'

type Board = ReplyOf<typeof findingBoard>
type Tally = Board['total']

/** The whole picture, counted from the same rows and the same moment as the list. */
export function board({ db, clock }: Deps, by: Session): Promise<Board> {
  return db.read(by, async (tx) => {
    const now = clock()
    const store = findingStore(tx.query, tx.districtId)
    const sight = await sightIn(tx, by)
    const [cells, seq, { streets }] = await Promise.all([
      store.tally(sight, now),
      store.lastChange(),
      placeStore(tx.query, tx.districtId).places(),
    ])
    const sum = (wanted: (cell: (typeof cells)[number]) => boolean) => tallyOf(cells.filter(wanted))
    return {
      asOf: now,
      seq,
      total: sum(() => true),
      byStreet: streets.map(({ id, name }) => ({
        street: { id, name },
        ...sum(({ street_id }) => street_id === id),
      })),
      byStream: streams.map((stream) => ({ stream, ...sum((cell) => cell.stream === stream) })),
      byHolder: recordOf(holders, (holder) => counted(cells.filter((cell) => cell.holder === holder))),
    }
  })
}

interface Cell {
  readonly stage: FindingStage
  readonly count: number
  readonly overdue: number
}

function tallyOf(cells: readonly Cell[]): Tally {
  return {
    open: counted(cells.filter(isOpen)),
    overdue: cells.reduce((sum, { overdue }) => sum + overdue, 0),
    byStage: recordOf(findingStages, (stage) => counted(cells.filter((cell) => cell.stage === stage))),
  }
}

function counted(cells: readonly { readonly count: number }[]): number {
  return cells.reduce((sum, { count }) => sum + count, 0)
}

function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  value: (key: Key) => Value,
): Record<Key, Value> {
  return Object.fromEntries(keys.map((key) => [key, value(key)])) as Record<Key, Value>
}
