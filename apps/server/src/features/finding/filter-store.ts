import type { FindingFilters } from '@chuangyuan/contract/finding'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { endedStages } from '@chuangyuan/domain/finding/finding'
import { startOfDay, type Instant } from '@chuangyuan/domain/day'
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from 'kysely'
import { gramsOf } from '../../db/grams.ts'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'
import { countedAs } from './counter-store.ts'

type Where = ExpressionBuilder<Tables, 'findings'>

/** Which findings somebody sees: all, or those of their streets and units and what they reported themselves. */
export type Sight =
  | 'all'
  | {
      readonly streetIds: readonly string[]
      readonly unitIds: readonly string[]
      readonly accountId: string
    }

export function seenBy(sight: Sight) {
  return (where: Where): Expression<SqlBool> => {
    if (sight === 'all') return sql<SqlBool>`true`
    const { streetIds, unitIds, accountId } = sight
    return where.or([
      where('findings.reported_by', '=', accountId),
      ...(streetIds.length === 0 ? [] : [where('findings.street_id', 'in', streetIds)]),
      ...(unitIds.length === 0
        ? []
        : [
            where('findings.unit_id', 'in', unitIds),
            sql<SqlBool>`findings.assisting_ids && ${[...unitIds]}::uuid[]`,
          ]),
    ])
  }
}

/** The conditions of a filter; the list, its count, the map and the exported ledger all use this one. */
export function matching(filters: FindingFilters, now: Instant) {
  return (where: Where): Expression<SqlBool> => {
    const {
      stage,
      open,
      holder,
      street,
      unit,
      site,
      stream,
      kind,
      overdue,
      urgent,
      asked,
      reworked,
      placed,
      counter,
    } = filters
    const conditions: Expression<SqlBool>[] = []
    if (stage !== undefined) conditions.push(where('findings.stage', '=', stage))
    if (open !== undefined) conditions.push(where('findings.stage', open ? 'not in' : 'in', endedStages))
    if (holder !== undefined) conditions.push(where('findings.holder', '=', holder))
    if (street !== undefined) conditions.push(where('findings.street_id', '=', street))
    if (site !== undefined) conditions.push(where('findings.site_id', '=', site))
    if (stream !== undefined) conditions.push(where('findings.stream', '=', stream))
    if (kind !== undefined) conditions.push(where('findings.kind', '=', kind))
    if (urgent !== undefined) conditions.push(where('findings.urgent', '=', urgent))
    if (asked !== undefined) conditions.push(where('findings.asked', asked ? 'is not' : 'is', null))
    if (reworked !== undefined) conditions.push(where('findings.rework', reworked ? '>' : '=', 0))
    if (placed !== undefined) conditions.push(where('findings.lon', placed ? 'is not' : 'is', null))
    // An index counts a finding once, for the unit that leads.
    if (unit !== undefined && counter !== undefined) conditions.push(where('findings.unit_id', '=', unit))
    else if (unit !== undefined)
      conditions.push(
        where.or([
          where('findings.unit_id', '=', unit),
          sql<SqlBool>`findings.assisting_ids && ${[unit]}::uuid[]`,
        ]),
      )
    if (overdue !== undefined) {
      const late = where.and([
        where('findings.holder', '=', 'unit'),
        where('findings.due_at', '<', new Date(now)),
      ])
      conditions.push(overdue ? late : where.not(where.fn.coalesce(late, sql<SqlBool>`false`)))
    }
    if (filters.from !== undefined)
      conditions.push(where('findings.found_at', '>=', new Date(startOfDay(filters.from))))
    if (filters.to !== undefined)
      conditions.push(where('findings.found_at', '<', new Date(endOf(filters.to))))
    if (counter !== undefined) {
      const from = filters.since && startOfDay(filters.since)
      const to = filters.until && endOf(filters.until)
      conditions.push(countedAs({ from, to, now })[counter])
    }
    if (filters.closedFrom !== undefined)
      conditions.push(where('findings.closed_at', '>=', new Date(startOfDay(filters.closedFrom))))
    if (filters.closedTo !== undefined)
      conditions.push(where('findings.closed_at', '<', new Date(endOf(filters.closedTo))))
    if (filters.paper !== undefined) conditions.push(listedIn(filters.paper))
    if (filters.search !== undefined && filters.search !== '') conditions.push(containsText(filters.search))
    return conditions.length === 0 ? sql<SqlBool>`true` : where.and(conditions)
  }
}

/** What a paper (公文) lists; of another district's paper, nothing. */
function listedIn(paperId: string): Expression<SqlBool> {
  return sql<SqlBool>`findings.id in (
    select unnest(finding_ids) from papers where papers.district_id = findings.district_id and papers.id = ${paperId}
  )`
}

/**
 * By the index of character pairs first, then exactly, unless the pair is all that is looked for: it is in the index
 * if and only if it is in the text. A single character is looked for in the words alone.
 */
function containsText(search: string): Expression<SqlBool> {
  const grams = gramsOf(search)
  const inIndex = sql<SqlBool>`findings.grams @> ${grams}::text[]`
  if (grams.length === 1 && grams[0]?.length === search.length) return inIndex
  const text = sql`concat_ws(' ', findings.number, findings.address, findings.words)`
  const exactly = sql<SqlBool>`${text} ilike ${containing(search)}`
  return grams.length === 0 ? exactly : sql<SqlBool>`${inIndex} and ${exactly}`
}
