import type { Instant } from '@chuangyuan/domain/day'
import type { Stratum } from '@chuangyuan/domain/supervision/draw'
import { sql, type Kysely } from 'kysely'
import { insertRows } from '../../db/insert-rows.ts'
import type { Tables } from '../../db/tables.ts'
import type { LabelledRow } from './frame-file.ts'

export type DrawnThing = 'findings' | 'sites'
export type Stratification = 'street' | 'unit'

export interface NewDraw {
  readonly id: string
  readonly name: string
  readonly of: DrawnThing
  readonly stratifiedBy: Stratification
  readonly frame: string
  readonly frameHash: string
  readonly strata: readonly Stratum[]
  readonly frozenBy: string
  readonly frozenAt: Instant
}

export interface NewMember extends LabelledRow {
  readonly dutyUnitIds: readonly string[]
}

/** Of a site or a finding for which no unit is named. */
const noUnit = '（未定责任单位）'

/** Draws of one district with their samples. */
export function drawStore(query: Kysely<Tables>, districtId: string) {
  const columns = [
    'id',
    'name',
    'of',
    'stratified_by',
    'frame_hash',
    'strata',
    'frozen_at',
    'seed',
    'seed_source',
    'announced_at',
  ] as const
  return {
    /** The latest first, each with how much of its sample was looked at and passed. */
    async draws() {
      const [draws, looked] = await Promise.all([
        query
          .selectFrom('draws')
          .select(columns)
          .where('district_id', '=', districtId)
          .orderBy('frozen_at', 'desc')
          .orderBy('id', 'desc')
          .execute(),
        query
          .selectFrom('draw_members')
          .select(({ fn }) => [
            'draw_id',
            fn.count<number>('passed').as('looked'),
            sql<number>`count(*) filter (where passed)`.as('passed'),
          ])
          .where('district_id', '=', districtId)
          .groupBy('draw_id')
          .execute(),
      ])
      const counts = new Map(looked.map(({ draw_id, ...count }) => [draw_id, count]))
      return draws.map((row) => ({ ...row, ...(counts.get(row.id) ?? { looked: 0, passed: 0 }) }))
    },

    /** For deciding on: nobody else announces or looks until the end of the transaction. */
    async lock(drawId: string): Promise<boolean> {
      const row = await query
        .selectFrom('draws')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', drawId)
        .forUpdate()
        .executeTakeFirst()
      return row !== undefined
    },

    async frame(drawId: string) {
      return query
        .selectFrom('draws')
        .select(['name', 'frame', 'frame_hash', 'of', 'stratified_by'])
        .where('district_id', '=', districtId)
        .where('id', '=', drawId)
        .executeTakeFirst()
    },

    async members(drawId: string) {
      return query
        .selectFrom('draw_members')
        .leftJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'draw_members.district_id')
            .onRef('accounts.id', '=', 'draw_members.looked_by'),
        )
        .select([
          'thing_id',
          'place',
          'stratum',
          'label',
          'duty_unit_ids',
          'looker_post_id',
          'passed',
          'words',
          'looked_at',
          'accounts.name as looked_by',
        ])
        .where('draw_members.district_id', '=', districtId)
        .where('draw_id', '=', drawId)
        .orderBy('place')
        .execute()
    },

    async add(draw: NewDraw): Promise<void> {
      await query
        .insertInto('draws')
        .values({
          district_id: districtId,
          id: draw.id,
          name: draw.name,
          of: draw.of,
          stratified_by: draw.stratifiedBy,
          frame: draw.frame,
          frame_hash: draw.frameHash,
          strata: JSON.stringify(draw.strata),
          frozen_by: draw.frozenBy,
          frozen_at: new Date(draw.frozenAt),
          seed: null,
          seed_source: null,
          announced_by: null,
          announced_at: null,
        })
        .execute()
    },

    async announce(
      drawId: string,
      said: { readonly seed: string; readonly source: string; readonly by: string; readonly at: Instant },
      members: readonly NewMember[],
    ): Promise<void> {
      await query
        .updateTable('draws')
        .set({
          seed: said.seed,
          seed_source: said.source,
          announced_by: said.by,
          announced_at: new Date(said.at),
        })
        .where('district_id', '=', districtId)
        .where('id', '=', drawId)
        .execute()
      await insertRows(
        query,
        'draw_members',
        members.map(({ id, stratum, label, dutyUnitIds }, index) => ({
          district_id: districtId,
          draw_id: drawId,
          thing_id: id,
          place: index + 1,
          stratum,
          label,
          duty_unit_ids: [...dutyUnitIds],
          looker_post_id: null,
          passed: null,
          words: '',
          photos: '[]',
          looked_by: null,
          looked_at: null,
        })),
      )
    },

    async assign(drawId: string, thingId: string, postId: string): Promise<void> {
      await query
        .updateTable('draw_members')
        .set({ looker_post_id: postId })
        .where('district_id', '=', districtId)
        .where('draw_id', '=', drawId)
        .where('thing_id', '=', thingId)
        .execute()
    },

    async look(
      drawId: string,
      thingId: string,
      look: {
        readonly passed: boolean
        readonly words: string
        readonly photos: readonly string[]
        readonly by: string
        readonly at: Instant
      },
    ): Promise<void> {
      await query
        .updateTable('draw_members')
        .set({
          passed: look.passed,
          words: look.words,
          photos: JSON.stringify(look.photos),
          looked_by: look.by,
          looked_at: new Date(look.at),
        })
        .where('district_id', '=', districtId)
        .where('draw_id', '=', drawId)
        .where('thing_id', '=', thingId)
        .execute()
    },

    /** Findings closed by a moment and still closed, with the units that put them right. */
    async closedFindings(until: Instant | undefined, by: Stratification): Promise<NewMember[]> {
      let findings = query
        .selectFrom('findings')
        .innerJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'findings.district_id')
            .onRef('streets.id', '=', 'findings.street_id'),
        )
        .leftJoin('units', (join) =>
          join
            .onRef('units.district_id', '=', 'findings.district_id')
            .onRef('units.id', '=', 'findings.unit_id'),
        )
        .leftJoin('sites', (join) =>
          join
            .onRef('sites.district_id', '=', 'findings.district_id')
            .onRef('sites.id', '=', 'findings.site_id'),
        )
        .where('findings.district_id', '=', districtId)
      if (until !== undefined)
        findings = findings
          .where('findings.stage', '=', 'closed')
          .where('findings.closed_at', '<=', new Date(until))
      const rows = await findings
        .select([
          'findings.id',
          'findings.number',
          'findings.unit_id',
          'findings.assisting_ids',
          'streets.name as street_name',
          'units.name as unit_name',
          'sites.name as site_name',
          'findings.address',
          'findings.words',
        ])
        .execute()
      return rows.map((row) => ({
        id: row.id,
        stratum: by === 'street' ? row.street_name : (row.unit_name ?? noUnit),
        label: [row.number === null ? '' : `${String(row.number)}号`, row.site_name ?? row.address, row.words]
          .filter((part) => part !== '')
          .join(' '),
        dutyUnitIds: [...(row.unit_id === null ? [] : [row.unit_id]), ...row.assisting_ids],
      }))
    },

    /** Every site with the unit that keeps it in order: the responsible one, or else its owner. */
    async allSites(by: Stratification): Promise<NewMember[]> {
      const rows = await query
        .selectFrom('sites')
        .innerJoin('streets', (join) =>
          join
            .onRef('streets.district_id', '=', 'sites.district_id')
            .onRef('streets.id', '=', 'sites.street_id'),
        )
        .leftJoin('site_roles', (join) =>
          join
            .onRef('site_roles.district_id', '=', 'sites.district_id')
            .onRef('site_roles.site_id', '=', 'sites.id')
            .on('site_roles.role', '=', 'responsible'),
        )
        .leftJoin('units', (join) =>
          join
            .onRef('units.district_id', '=', 'sites.district_id')
            .on((on) => on('units.id', '=', on.fn.coalesce('site_roles.unit_id', 'sites.owner_unit_id'))),
        )
        .select([
          'sites.id',
          'sites.code',
          'sites.name',
          'streets.name as street_name',
          'units.id as unit_id',
          'units.name as unit_name',
        ])
        .where('sites.district_id', '=', districtId)
        .orderBy('site_roles.place')
        .execute()
      // A site stands in the frame once, however many units keep it; the first of them is its stratum.
      return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((own) => {
        const [row] = own
        if (row === undefined) return []
        const stratum = by === 'street' ? row.street_name : (row.unit_name ?? noUnit)
        const dutyUnitIds = own.flatMap(({ unit_id }) => unit_id ?? [])
        return [{ id: row.id, stratum, label: `${row.code} ${row.name}`, dutyUnitIds }]
      })
    },

    async isClosed(findingId: string): Promise<boolean> {
      const row = await query
        .selectFrom('findings')
        .select('stage')
        .where('district_id', '=', districtId)
        .where('id', '=', findingId)
        .executeTakeFirst()
      return row?.stage === 'closed'
    },
  }
}
