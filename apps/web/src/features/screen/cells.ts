import type { mapFindings } from '@chuangyuan/contract/finding'
import type { ReplyOf } from '@chuangyuan/contract/operation'
import type { Sheet } from './outline.ts'

type Found = Pick<ReplyOf<typeof mapFindings>, 'clusters' | 'findings'>

export interface Cell {
  readonly key: string
  /** Middle of what lies in it, from the left and from the top, 0 to 1. */
  readonly x: number
  readonly y: number
  readonly open: number
  readonly overdue: number
  /** The only finding in it, where there is only one and the server named it. */
  readonly findingId: string | null
}

/** What the server has found, gathered into cells large enough that the mark of one does not cover the next. */
export function cellsOf({ clusters, findings }: Found, { at, ratio }: Sheet, across: number): Cell[] {
  const cells = new Map<string, Cell>()
  const add = (lon: number, lat: number, open: number, overdue: number, findingId: string | null) => {
    const [x, y] = at(lon, lat)
    const key = `${String(Math.floor(x * across))} ${String(Math.floor((y * across) / ratio))}`
    const cell = cells.get(key)
    if (cell === undefined) {
      cells.set(key, { key, x, y, open, overdue, findingId })
      return
    }
    const sum = cell.open + open
    cells.set(key, {
      key,
      x: (cell.x * cell.open + x * open) / sum,
      y: (cell.y * cell.open + y * open) / sum,
      open: sum,
      overdue: cell.overdue + overdue,
      findingId: null,
    })
  }
  for (const { lon, lat, open, overdue } of clusters) if (open > 0) add(lon, lat, open, overdue, null)
  for (const { id, lon, lat, overdue } of findings) add(lon, lat, 1, overdue ? 1 : 0, id)
  return [...cells.values()]
}
