/** Rows without a place in protocol go behind all that have one, in the order of the file. */
export function orderAfter(rows: Iterable<{ readonly sort_order: number }>): () => number {
  let last: number | undefined
  return () => {
    if (last === undefined) {
      last = 0
      for (const { sort_order } of rows) last = Math.max(last, sort_order)
    }
    last += 1
    return last
  }
}
