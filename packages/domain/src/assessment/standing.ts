import type { Pack } from '../standard/pack.ts'
import type { AssessedItem, Standing } from './assessment.ts'
import { exact, type FourPart } from './four-part.ts'
import type { Bonus } from './score.ts'

interface Sums {
  readonly entryGates: readonly AssessedItem[]
  readonly vetoes: readonly AssessedItem[]
  readonly items: FourPart
  readonly points: FourPart
  readonly bonus: Bonus
  readonly rows: readonly AssessedItem[]
}

export function standingOf(pack: Pack, sums: Sums): Standing {
  const { entryGates, vetoes } = sums
  const gates = entryGates.filter(({ entryGate }) => entryGate === 'triggered')
  if (gates.length > 0) return { kind: 'gate-failed', rows: gates.map(({ row }) => row) }
  const vetoed = vetoes.filter(({ veto }) => veto === 'triggered')
  const worst = pack.outcome.kind === 'worst-item' ? pack.outcome.classes : undefined
  if (worst !== undefined) return classOf(worst, vetoed.length > 0, sums)
  if (vetoed.length > 0) return { kind: 'vetoed', rows: vetoed.map(({ row }) => row) }
  const open = [...entryGates, ...vetoes].some(
    ({ veto, entryGate }) => veto === 'open' || entryGate === 'open',
  )
  return pack.outcome.kind === 'cut-off' ? byCutOff(pack.outcome, sums, open) : byItems(sums, open)
}

function byItems({ items }: Sums, open: boolean): Standing {
  if (items.lost > 0) return { kind: 'failed' }
  return { kind: open || items.notAssessed > 0 ? 'open' : 'passing' }
}

/** Items that do not apply take nothing away: judging starts from the full mark. */
function byCutOff(
  { full, atLeast }: Extract<Pack['outcome'], { readonly kind: 'cut-off' }>,
  { points, bonus }: Sums,
  open: boolean,
): Standing {
  const highest = exact(full.value - points.lost + bonus.earned + bonus.open)
  const lowest = exact(full.value - points.lost - points.notAssessed + bonus.earned)
  const against = { lowest, highest, cutOff: atLeast.value }
  if (highest < atLeast.value) return { kind: 'failed', points: against }
  return { kind: lowest >= atLeast.value && !open ? 'passing' : 'open', points: against }
}

function classOf(
  classes: Extract<Pack['outcome'], { readonly kind: 'worst-item' }>['classes'],
  vetoed: boolean,
  { items, vetoes }: Sums,
): Standing {
  const worst = vetoed ? 'veto-lost' : items.lost > 0 ? 'item-lost' : 'nothing-lost'
  const name = classes.find((each) => each.worst === worst)?.name ?? ''
  // It can still fall: a class is certain only when nothing worse may yet come.
  const certain =
    vetoed ||
    (vetoes.every(({ veto }) => veto === 'clear') && (worst === 'item-lost' || items.notAssessed === 0))
  return { kind: 'class', name, certain }
}
