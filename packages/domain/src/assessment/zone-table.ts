import type { ZoneId, ZoneKind } from '../standard/applicant.ts'
import { rowsOf, type RowId } from '../standard/pack.ts'
import type { Comparator, LevelRequirement, QuantityId, Requirement } from '../standard/requirement.ts'
import type { Reason } from './code.ts'
import { judgeFigure, type Bench, type Outcome } from './judge-requirement.ts'
import type { Reading } from './reading.ts'
import type { Shortage } from './shortage.ts'
import { chooseThreshold, type ChosenThreshold } from './threshold.ts'

/** A zone's figure beside a threshold. */
export interface ZoneCell {
  readonly row: RowId
  readonly quantity: QuantityId
  readonly comparator: Comparator
  /** True where the standard itself asks it of every zone; else the zone is only held beside the whole's threshold. */
  readonly binding: boolean
  readonly outcome: Outcome
  readonly reason?: Reason
  readonly figure?: Reading
  readonly threshold?: ChosenThreshold
  readonly shortage?: Shortage
}

/** One street or district with all that is measured in it. */
export interface ZoneLine {
  readonly zone: ZoneId
  readonly name: string
  readonly kind: ZoneKind
  readonly cells: readonly ZoneCell[]
  /** Binding demands this zone does not meet. */
  readonly bindingShort: number
}

/** So that nobody lets a street pass because the whole passes: every level demand, zone by zone. */
export function zoneTable(bench: Bench): readonly ZoneLine[] {
  const rule = bench.pack.applicants.find((each) => each.kind === bench.applicant.kind)
  const levels = rowsOf(bench.pack).flatMap(({ row, under }) =>
    'requirement' in row && ![row, ...under].some(({ id }) => rule?.excludes.includes(id))
      ? levelsOf(row.requirement).map((level) => ({ row: row.id, level }))
      : [],
  )
  return bench.applicant.zones.map(({ id, name, kind }) => {
    const cells = levels.flatMap(({ row, level }) => cellOf(bench, row, level, id, kind))
    const bindingShort = cells.filter(({ binding, outcome }) => binding && outcome === 'short').length
    return { zone: id, name, kind, cells, bindingShort }
  })
}

function levelsOf(requirement: Requirement): readonly LevelRequirement[] {
  switch (requirement.kind) {
    case 'level':
      return [requirement]
    case 'any-of':
    case 'all-of':
      return requirement.options.flatMap(levelsOf)
    case 'gap':
    case 'trend':
    case 'benchmark':
      return []
  }
}

function cellOf(
  bench: Bench,
  row: RowId,
  level: LevelRequirement,
  zone: ZoneId,
  kind: ZoneKind,
): readonly ZoneCell[] {
  const scope = level.scope ?? { of: 'whole' }
  const binding = scope.of === 'every-zone' && scope.zones === kind
  const choice = chooseThreshold(
    bench.pack,
    level.thresholds,
    level.allowances ?? [],
    bench.profile,
    bench.tier,
  )
  if (choice.kind !== 'chosen') return []
  const { figure, outcome, reason, shortage } = judgeFigure(bench, level, choice.threshold, zone)
  // A figure that is taken only for the whole says nothing about its streets.
  if (figure === undefined && !binding) return []
  return [
    {
      row,
      quantity: level.quantity,
      comparator: level.comparator,
      binding,
      outcome,
      ...(reason === undefined ? {} : { reason }),
      ...(figure === undefined ? {} : { figure }),
      threshold: choice.threshold,
      ...(shortage === undefined ? {} : { shortage }),
    },
  ]
}
