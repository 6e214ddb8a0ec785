import {
  ladderLevels,
  type Handbook,
  type PackItems,
  type ProblemKind,
} from '@chuangyuan/domain/handbook/handbook'
import type { HandbookProblemCode } from '@chuangyuan/domain/handbook/handbook-problem'
import { siteKinds, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'

interface Spot {
  readonly code: HandbookProblemCode
  readonly path: string
  readonly found?: string
}

/** What a schema cannot see: names that lead nowhere, ids used twice, site kinds with two checklists. */
export function handbookInconsistencies(handbook: Handbook): readonly Spot[] {
  const { kinds, checklists, cycleDays } = handbook
  return [
    ...idsTwice(kinds.map(({ id }, at) => [id, `/kinds/${String(at)}/id`])),
    ...idsTwice(checklists.map(({ id }, at) => [id, `/checklists/${String(at)}/id`])),
    ...idsTwice(
      checklists.flatMap(({ entries }, list) =>
        entries.map(({ id }, at) => [id, `/checklists/${String(list)}/entries/${String(at)}/id`] as const),
      ),
    ),
    ...misledEntries(handbook),
    ...siteKindsTwice('/checklists', checklists),
    ...siteKindsTwice('/cycleDays', cycleDays),
    ...overlappingHours(handbook),
    ...ladderOutOfOrder(handbook),
  ]
}

/** Answers undefined for a pack it does not know. */
export type ItemsOf = (packKey: string) => ReadonlySet<string> | undefined

/** What does not fit today's surroundings: items that no pack has, site kinds that are never looked at. */
export function handbookMisfits(
  { kinds, checklists, cycleDays }: Handbook,
  itemsOf: ItemsOf,
): readonly Spot[] {
  return [
    ...kinds.flatMap(({ items }, at) => unknownItems(items, `/kinds/${String(at)}/items`, itemsOf)),
    ...siteKindsMissing('/checklists', checklists),
    ...siteKindsMissing('/cycleDays', cycleDays),
  ]
}

function unknownItems(items: PackItems, path: string, itemsOf: ItemsOf): readonly Spot[] {
  return Object.entries(items).flatMap(([packKey, ids]) => {
    const known = itemsOf(packKey)
    const unknown = known === undefined ? [packKey] : ids.filter((id) => !known.has(id))
    return unknown.map((found): Spot => ({
      code: 'handbook.item-unknown',
      path: `${path}/${packKey}`,
      found,
    }))
  })
}

function idsTwice(ids: readonly (readonly [id: string, path: string])[]): readonly Spot[] {
  const seen = new Set<string>()
  return ids.flatMap(([id, path]) => {
    if (seen.has(id)) return [{ code: 'handbook.id-twice', path, found: id }]
    seen.add(id)
    return []
  })
}

function misledEntries({ kinds, checklists }: Handbook): readonly Spot[] {
  const byId = new Map(kinds.map((kind) => [kind.id, kind]))
  return checklists.flatMap((checklist, list) =>
    checklist.entries.flatMap((entry, at): readonly Spot[] => {
      const path = `/checklists/${String(list)}/entries/${String(at)}`
      const kind = byId.get(entry.kind)
      if (kind === undefined) {
        return [{ code: 'handbook.kind-unknown', path: `${path}/kind`, found: entry.kind }]
      }
      return [...elsewhere(kind, checklist.siteKinds, path), ...wider(kind, entry.items ?? {}, path)]
    }),
  )
}

/** A kind that is not found on one of the sites on which the checklist asks for it. */
function elsewhere(kind: ProblemKind, asked: readonly SiteKind[], path: string): readonly Spot[] {
  if (kind.siteKinds.length === 0) return []
  return asked
    .filter((siteKind) => !kind.siteKinds.includes(siteKind))
    .map((found) => ({ code: 'handbook.kind-elsewhere', path: `${path}/kind`, found }))
}

function wider(kind: ProblemKind, items: PackItems, path: string): readonly Spot[] {
  return Object.entries(items).flatMap(([packKey, ids]) =>
    ids
      .filter((id) => !(kind.items[packKey] ?? []).includes(id))
      .map((found): Spot => ({ code: 'handbook.item-wider', path: `${path}/items/${packKey}`, found })),
  )
}

interface OfSiteKinds {
  readonly siteKinds: readonly SiteKind[]
}

function siteKindsTwice(path: string, rows: readonly OfSiteKinds[]): readonly Spot[] {
  const seen = new Set<SiteKind>()
  return rows.flatMap((row, at) => {
    const again = row.siteKinds.filter((kind) => seen.has(kind))
    for (const kind of row.siteKinds) seen.add(kind)
    const spot = { code: 'handbook.site-kind-twice', path: `${path}/${String(at)}/siteKinds` } as const
    return again.map((found) => ({ ...spot, found }))
  })
}

function siteKindsMissing(path: string, rows: readonly OfSiteKinds[]): readonly Spot[] {
  const seen = new Set<string>(rows.flatMap((row) => row.siteKinds))
  return Object.keys(siteKinds)
    .filter((kind) => !seen.has(kind))
    .map((found) => ({ code: 'handbook.site-kind-missing', path, found }))
}

function overlappingHours({ hours }: Handbook): readonly Spot[] {
  return hours.flatMap(({ from, to }, at): readonly Spot[] =>
    from < to && from >= (hours[at - 1]?.to ?? 0)
      ? []
      : [{ code: 'handbook.hours-overlap', path: `/hours/${String(at)}` }],
  )
}

function ladderOutOfOrder({ ladder }: Handbook): readonly Spot[] {
  const ranks = ladder.map(({ level }) => ladderLevels.indexOf(level))
  return ladder.flatMap(({ level }, at): readonly Spot[] =>
    (ranks[at] ?? 0) > (ranks[at - 1] ?? -1)
      ? []
      : [{ code: 'handbook.ladder-out-of-order', path: `/ladder/${String(at)}/level`, found: level }],
  )
}
