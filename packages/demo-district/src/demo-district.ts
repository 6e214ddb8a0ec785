import { addDays, type Day } from '@chuangyuan/domain/day'
import { drawTown } from './draw-town.ts'
import { dutyRows } from './duty-rows.ts'
import { answerRows, figureRows, incidentStatementRows, seenDefectRows } from './figure-rows.ts'
import { streetPlans } from './ground-plan.ts'
import { mapLayers, type DemoLayers } from './map-layers.ts'
import { officeRows, type OfficeRows } from './office-rows.ts'
import { patrolRows, type PatrolRows } from './patrol-rows.ts'
import { staffOf } from './post-rows.ts'
import type { CommunityRow, PersonRow, PostRow, SiteRow, StreetRow, UnitRow } from './rows.ts'
import { districtCode, population, settle } from './settlement.ts'
import { siteRows } from './site-rows.ts'
import {
  demoPack,
  type AnswerRow,
  type Campaign,
  type DutyRow,
  type FigureRow,
  type IncidentStatementRow,
  type SeenDefectRow,
} from './standing-rows.ts'
import { unitRows } from './unit-rows.ts'

/** The seed of the district that every installation starts with. */
export const demoSeed = 2005

/** A whole fictional district (演示数据). Nothing in it means a real place or person. */
export interface DemoDistrict {
  readonly code: string
  readonly name: string
  readonly cityName: string
  /** Stands on every page and export of the demo. */
  readonly mark: '演示数据'
  /** Applies as 国家园林城区: a district, judged as a medium-size city, north of 秦岭 and 淮河. */
  readonly applicant: 'district'
  readonly region: 'north'
  readonly population: number
  readonly layers: DemoLayers
  readonly streets: readonly StreetRow[]
  readonly communities: readonly CommunityRow[]
  readonly units: readonly UnitRow[]
  readonly people: readonly PersonRow[]
  readonly posts: readonly PostRow[]
  readonly sites: readonly SiteRow[]
  readonly patrols: PatrolRows
  readonly office: OfficeRows
  readonly campaign: Campaign
  readonly duties: readonly DutyRow[]
  readonly figures: readonly FigureRow[]
  readonly answers: readonly AnswerRow[]
  readonly incidentStatements: readonly IncidentStatementRow[]
  readonly seenDefects: readonly SeenDefectRow[]
}

/**
 * The demo district of a seed: the same seed and day always give the same district, to the last digit.
 * `today` decides the days of figures and the years of the history.
 */
export function generateDemoDistrict(seed: number, today: Day): DemoDistrict {
  const town = drawTown(seed)
  const settlement = settle(seed, town)
  const peopleOf = (fits: (estate: (typeof settlement.estates)[number]) => boolean) =>
    settlement.estates.reduce((sum, estate) => sum + (fits(estate) ? estate.people : 0), 0)

  const streets = streetPlans.map(({ letter, name }) => ({
    code: settlement.streetCode(letter),
    name,
    people: peopleOf(({ plot }) => plot.street === letter),
  }))
  const communities = settlement.communities.map(({ code, letter, name }) => ({
    code,
    street: settlement.streetCode(letter),
    name,
    people: peopleOf(({ community }) => community === code),
  }))
  const units = unitRows(settlement)
  const { people, posts } = staffOf(seed, today, units, communities)
  const sites = siteRows(seed, town, settlement, units, posts)
  return {
    code: districtCode,
    name: '青禾区',
    cityName: '云泽市',
    mark: '演示数据',
    applicant: 'district',
    region: 'north',
    population,
    layers: mapLayers(seed, town, settlement),
    streets,
    communities,
    units,
    people,
    posts,
    sites,
    patrols: patrolRows(seed, today, settlement, units, posts, sites),
    office: officeRows(today, units, streets),
    campaign: {
      pack: demoPack,
      startedOn: addDays(today, -300),
      inspectionOn: addDays(today, 186),
      imageOn: addDays(today, -45),
    },
    duties: dutyRows(today, units, posts),
    figures: figureRows(today, units),
    answers: answerRows(today, units),
    incidentStatements: incidentStatementRows(today, units),
    seenDefects: seenDefectRows(today, settlement.streetCode),
  }
}
