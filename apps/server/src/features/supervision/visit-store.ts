import type { VisitInput } from '@chuangyuan/contract/supervision'
import type { Day, Instant } from '@chuangyuan/domain/day'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import type { Kysely } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'

export interface VisitFilter {
  readonly search?: string | undefined
  readonly site?: string | undefined
  readonly kind?: SiteKind | undefined
  readonly team?: string | undefined
  readonly street?: string | undefined
  readonly failed?: boolean | undefined
  readonly from?: Day | undefined
  readonly to?: Day | undefined
}

export interface NewVisit {
  /** Position in degrees. */
  readonly said: VisitInput
  readonly saidHash: Buffer
  readonly seenOn: Day
  readonly recordedBy: string
  readonly receivedAt: Instant
}

export type StoredVisit = Awaited<ReturnType<ReturnType<typeof visitStore>['visits']>>[number]

/** Visits of one district, written once. */
export function visitStore(query: Kysely<Tables>, districtId: string) {
  return {
    async saidHash(visitId: string): Promise<Buffer | undefined> {
      const row = await query
        .selectFrom('visits')
        .select('said_hash')
        .where('district_id', '=', districtId)
        .where('id', '=', visitId)
        .executeTakeFirst()
      return row?.said_hash
    },

    async add(visits: readonly NewVisit[]): Promise<void> {
      await insertRows(
        query,
        'visits',
        visits.map(({ said, saidHash, seenOn, recordedBy, receivedAt }) => ({
          district_id: districtId,
          id: said.id,
          site_id: said.siteId,
          team_id: said.teamId,
          seen_on: seenOn,
          said: JSON.stringify(said),
          said_hash: saidHash,
          recorded_by: recordedBy,
          received_at: new Date(receivedAt),
        })),
      )
    },

    /** The newest first. */
    async visits({ search, site, kind, team, street, failed, from, to }: VisitFilter) {
      let visits = query
        .selectFrom('visits')
        .innerJoin('sites', (join) =>
          join.onRef('sites.district_id', '=', 'visits.district_id').onRef('sites.id', '=', 'visits.site_id'),
        )
        .leftJoin('teams', (join) =>
          join.onRef('teams.district_id', '=', 'visits.district_id').onRef('teams.id', '=', 'visits.team_id'),
        )
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'visits.district_id')
            .onRef('accounts.id', '=', 'visits.recorded_by'),
        )
        .where('visits.district_id', '=', districtId)
      if (site !== undefined) visits = visits.where('visits.site_id', '=', site)
      if (kind !== undefined) visits = visits.where('sites.kind', '=', kind)
      if (team !== undefined) visits = visits.where('visits.team_id', '=', team)
      if (street !== undefined) visits = visits.where('sites.street_id', '=', street)
      if (from !== undefined) visits = visits.where('visits.seen_on', '>=', from)
      if (to !== undefined) visits = visits.where('visits.seen_on', '<=', to)
      if (search !== undefined && search !== '')
        visits = visits.where((where) =>
          where.or([
            where('sites.name', 'like', containing(search)),
            where('sites.code', 'like', containing(search)),
            where('sites.pinyin', 'like', containing(search.toLowerCase())),
          ]),
        )
      const rows = await visits
        .select([
          'visits.id',
          'visits.site_id',
          'sites.name as site_name',
          'visits.team_id',
          'teams.name as team_name',
          'visits.seen_on',
          'visits.said',
          'accounts.name as recorded_by',
        ])
        .orderBy('visits.seen_on', 'desc')
        .orderBy('visits.id', 'desc')
        .execute()
      return rows
        .map(({ said, ...row }) => ({ ...row, said: visitOfRow(said) }))
        .filter(
          ({ said }) =>
            failed === undefined || said.entries.some(({ verdict }) => verdict === 'failed') === failed,
        )
    },
  }
}

/** What `add` wrote comes back; visits are written nowhere else. */
function visitOfRow(said: unknown): VisitInput {
  return said as VisitInput
}
