import { rowsOf, type Pack, type Row } from '@chuangyuan/domain/standard/pack'
import type { PackProblem, PackProblemCode } from '@chuangyuan/domain/standard/pack-problem'
import { units, type Unit } from '@chuangyuan/domain/standard/unit'

import { checkFormula } from './formula.ts'
import { member, placeOf } from './json-place.ts'

/** What a schema cannot see: names that lead nowhere, ids used twice, units and points that do not fit. */
export function inconsistencies(pack: Pack): readonly PackProblem[] {
  return [
    ...walk(pack, '', (value, path) => [...danglingNames(pack, value, path), ...missingUppers(value, path)]),
    ...idsTwice(pack),
    ...misfittingQuantities(pack),
    ...exceedingPoints(pack),
  ].map(({ code, path, found }) => ({
    code,
    ...placeOf(pack, path),
    path,
    ...(found === undefined ? {} : { found }),
  }))
}

interface Spot {
  readonly code: PackProblemCode
  readonly path: string
  readonly found?: string
}

function walk(
  value: unknown,
  path: string,
  look: (value: unknown, path: string) => readonly Spot[],
): readonly Spot[] {
  if (typeof value !== 'object' || value === null) return []
  return [
    ...look(value, path),
    ...Object.entries(value).flatMap(([key, inner]) => walk(inner, `${path}/${key}`, look)),
  ]
}

/** Fields that name something declared elsewhere in the pack, wherever they stand. */
function danglingNames(pack: Pack, value: unknown, path: string): readonly Spot[] {
  const lists = {
    quantity: { code: 'pack.quantity-unknown', known: pack.quantities.map(({ id }) => id) },
    source: { code: 'pack.source-unknown', known: pack.sources.map(({ id }) => id) },
    tier: { code: 'pack.tier-unknown', known: pack.tiers.map(({ id }) => id) },
    size: { code: 'pack.size-unknown', known: pack.sizes.map(({ id }) => id) },
    row: { code: 'pack.row-unknown', known: rowsOf(pack).map(({ row }) => row.id) },
  } as const
  const fields: Readonly<Record<string, keyof typeof lists>> = {
    quantity: 'quantity',
    against: 'quantity',
    supportedBy: 'quantity',
    tier: 'tier',
    standsOn: 'tier',
    size: 'size',
    excludes: 'row',
    ...(path === '' ? {} : { tiers: 'tier' }),
    ...(member(value, 'status') === undefined ? {} : { sources: 'source' }),
  }
  return Object.entries(fields).flatMap(([field, list]): readonly Spot[] => {
    const named = member(value, field)
    const names: readonly unknown[] = Array.isArray(named) ? named : named === undefined ? [] : [named]
    const { code, known } = lists[list]
    return names.flatMap((name) =>
      typeof name === 'string' && !known.includes(name)
        ? [{ code, path: `${path}/${field}`, found: name }]
        : [],
    )
  })
}

function missingUppers(value: unknown, path: string): readonly Spot[] {
  const thresholds = member(value, 'thresholds')
  if (member(value, 'comparator') !== 'between' || !Array.isArray(thresholds)) return []
  return thresholds.flatMap((threshold: unknown, index) =>
    member(threshold, 'upper') === undefined
      ? [{ code: 'pack.upper-missing', path: `${path}/thresholds/${String(index)}` } as const]
      : [],
  )
}

function idsTwice(pack: Pack): readonly Spot[] {
  const seen = new Set<string>()
  const rows = (list: readonly Row[], path: string): readonly Spot[] =>
    list.flatMap((row, index) => {
      const at = `${path}/rows/${String(index)}`
      const again = seen.has(row.id)
      seen.add(row.id)
      return [
        ...(again ? [{ code: 'pack.id-twice', path: `${at}/id`, found: row.id } as const] : []),
        ...(row.kind === 'heading' ? rows(row.rows, at) : []),
        ...(row.kind === 'qualitative' ? twice(row.clauses, `${at}/clauses`) : []),
        ...twice(row.evidence ?? [], `${at}/evidence`),
      ]
    })
  return [
    ...rows(pack.rows, ''),
    ...twice(pack.quantities, '/quantities'),
    ...twice(pack.sources, '/sources'),
    ...twice(pack.tiers, '/tiers'),
    ...twice(pack.sizes, '/sizes'),
  ]
}

function twice(list: readonly { readonly id: string }[], path: string): readonly Spot[] {
  return list.flatMap(({ id }, index) =>
    list.findIndex((other) => other.id === id) === index
      ? []
      : [{ code: 'pack.id-twice', path: `${path}/${String(index)}/id`, found: id } as const],
  )
}

function misfittingQuantities(pack: Pack): readonly Spot[] {
  const unitOf = new Map(pack.quantities.map(({ id, unit }) => [id, unit]))
  return pack.quantities.flatMap(({ id, formula }, index): readonly Spot[] => {
    if (formula === undefined) return []
    const path = `/quantities/${String(index)}/formula`
    const readable = checkFormula(formula)
    return [
      ...(readable.ok
        ? []
        : [
            {
              code: 'pack.formula-unreadable',
              path: `${path}/expression`,
              found: formula.expression,
            } as const,
          ]),
      ...(feeds(pack, id, id, []) ? [{ code: 'pack.formula-circular', path, found: id } as const] : []),
      ...formula.inputs.flatMap(({ quantity, unit }, input) =>
        sameDimension(unitOf.get(quantity), unit)
          ? []
          : [
              {
                code: 'pack.unit-mismatch',
                path: `${path}/inputs/${String(input)}/unit`,
                found: unit,
              } as const,
            ],
      ),
    ]
  })
}

function sameDimension(a: Unit | undefined, b: Unit): boolean {
  return a === undefined || units[a].dimension === units[b].dimension
}

/** Whether `from` is reached again through the formulas of what `id` is computed from. */
function feeds(pack: Pack, id: string, from: string, seen: readonly string[]): boolean {
  const inputs = pack.quantities.find((each) => each.id === id)?.formula?.inputs ?? []
  return inputs.some(
    ({ quantity }) =>
      quantity === from || (!seen.includes(quantity) && feeds(pack, quantity, from, [...seen, quantity])),
  )
}

/** What the items of a heading are given must not be more than the heading has. */
function exceedingPoints(pack: Pack): readonly Spot[] {
  const headings = (list: readonly Row[], path: string): readonly Spot[] =>
    list.flatMap((row, index): readonly Spot[] => {
      if (row.kind !== 'heading') return []
      const at = `${path}/rows/${String(index)}`
      const full = fullOf(row)
      const given = row.rows.reduce((sum, each) => sum + (fullOf(each) ?? 0), 0)
      const found = String(given)
      return [
        ...(full !== undefined && given > full + 1e-9
          ? [{ code: 'pack.points-exceed-heading', path: `${at}/scoring/full`, found } as const]
          : []),
        ...headings(row.rows, at),
      ]
    })
  return headings(pack.rows, '')
}

function fullOf({ scoring }: Row): number | undefined {
  return scoring === undefined || scoring.mode === 'bonus' ? undefined : scoring.full.value
}
