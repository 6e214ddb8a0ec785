import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { plotRing } from './attached-green.ts'
import { streetPlans } from './ground-plan.ts'
import { centreOf, lonLatOf, signedArea, type PlanPoint, type PlanRing } from './plane.ts'
import { at } from './quad.ts'
import { randomOf, type Random } from './random.ts'
import type { PostRow, SiteGeometry, SiteRoles, SiteRow, UnitRow } from './rows.ts'
import type { Settlement } from './settlement.ts'
import type { LandUse, Plot, RoadSection, Town } from './town.ts'
import { unitNamed } from './unit-rows.ts'

export const siteCount = 600

/** A site before it has a code and people. */
interface Spot {
  readonly kind: SiteKind
  readonly name: string
  readonly letter: string
  /** Short name of the owner; absent: the street office. */
  readonly owner?: string
  readonly shape: { readonly type: SiteGeometry['type']; readonly points: readonly PlanPoint[] }
}

/** Six sites in a hundred have a hole in the chain of responsibility; on railway land it is nearly every one. */
const holeShare = 0.045

export function siteRows(
  seed: number,
  town: Town,
  settlement: Settlement,
  units: readonly UnitRow[],
  posts: readonly PostRow[],
): readonly SiteRow[] {
  const random = randomOf(seed, 'sites')
  const spots = spotsOf(random, town, settlement)
  const supervisors = posts.filter(({ title }) => title.startsWith('督查'))
  const sponsors = posts.filter(({ body }) => body !== undefined)

  return spots.map((spot, n): SiteRow => {
    const street = settlement.streetCode(spot.letter)
    const office = units.find((unit) => unit.street === street)
    const owner = spot.owner === undefined ? office : unitNamed(units, spot.owner)
    const community = settlement.communityAt(spot.letter, centreOf(spot.shape.points))
    const responsible = owner !== undefined && owner.level !== 'company' ? owner : office
    const ofUnit = posts.filter(({ unit, body }) => unit === responsible?.code && body === undefined)
    const secretary = posts.find(({ title }) => title === `${community?.name ?? ''}党委书记`)
    const contact = responsible === office ? secretary : ofUnit.at(-1)
    const [first] = ofUnit
    const supervisor =
      supervisors[streetPlans.findIndex(({ letter }) => letter === spot.letter) % supervisors.length]
    const sponsor = random.chance(0.3)
      ? posts.find(({ unit }) => unit === office?.code)
      : sponsors[n % sponsors.length]
    const roles: SiteRoles = {
      ...(responsible === undefined ? {} : { responsibleUnit: responsible.code }),
      ...(first === undefined ? {} : { firstResponsible: first.code }),
      ...(contact === undefined ? {} : { contact: contact.code }),
      ...(supervisor === undefined ? {} : { supervisor: supervisor.code }),
      ...(sponsor === undefined ? {} : { sponsor: sponsor.code }),
    }
    return {
      code: `QH${String(n + 1).padStart(4, '0')}`,
      name: spot.name,
      kind: spot.kind,
      street,
      community: community?.code ?? '',
      owner: owner?.code ?? '',
      territory: office?.code ?? '',
      geometry: geometryOf(spot),
      roles: spot.owner === '铁路工务段' || random.chance(holeShare) ? withHole(random, roles) : roles,
    }
  })
}

function withHole(random: Random, roles: SiteRoles): SiteRoles {
  const { responsibleUnit, firstResponsible, contact, supervisor, sponsor, ...none } = roles
  const all: readonly SiteRoles[] = [
    responsibleUnit === undefined ? {} : { responsibleUnit },
    firstResponsible === undefined ? {} : { firstResponsible },
    contact === undefined ? {} : { contact },
    supervisor === undefined ? {} : { supervisor },
    sponsor === undefined ? {} : { sponsor },
  ]
  const lost = random.pick([[1], [2], [2], [4], [1, 2], [0, 1, 2]])
  return all.reduce((kept, role, n) => (lost.includes(n) ? kept : { ...kept, ...role }), none)
}

function geometryOf({ shape }: Spot): SiteGeometry {
  const points = shape.points.map(lonLatOf)
  const [first] = points
  if (first === undefined || shape.type === 'Point')
    return { type: 'Point', coordinates: first ?? lonLatOf([0, 0]) }
  return shape.type === 'LineString'
    ? { type: 'LineString', coordinates: points }
    : { type: 'Polygon', coordinates: [[...points, first]] }
}

function area(kind: SiteKind, name: string, letter: string, ring: PlanRing, owner?: string): Spot {
  return {
    kind,
    name,
    letter,
    shape: { type: 'Polygon', points: ring },
    ...(owner === undefined ? {} : { owner }),
  }
}

function point(kind: SiteKind, name: string, letter: string, place: PlanPoint, owner?: string): Spot {
  return {
    kind,
    name,
    letter,
    shape: { type: 'Point', points: [place] },
    ...(owner === undefined ? {} : { owner }),
  }
}

const landOwners: Readonly<Partial<Record<string, string>>> = {
  landscape: '区园林局',
  city: '市公园处',
  railway: '铁路工务段',
  water: '区水务局',
}

const parkKinds: Readonly<Partial<Record<string, SiteKind>>> = {
  G11: 'park',
  G12: 'park',
  G131: 'zoo',
  G132: 'botanical-garden',
  G134: 'park',
  G139: 'park',
  G14: 'pocket-park',
  G2: 'protective-green',
  G3: 'square',
}

const propertyCompanies = ['安禾物业', '泽邻物业', '穗家物业', '同院物业'] as const

function spotsOf(random: Random, town: Town, settlement: Settlement): readonly Spot[] {
  const take = (count: number, spots: readonly Spot[]) => random.shuffled(spots).slice(0, count)
  const greens = town.green
    .filter(({ state }) => state === 'built')
    .map((patch): Spot => {
      const banks = patch.name.startsWith('滨澜带状公园')
      const cityParks = ['G11', 'G131', 'G132'].includes(patch.class2017) && signedArea(patch.ring) > 150_000
      const kind = banks
        ? 'river'
        : patch.class2017 === 'G14' && signedArea(patch.ring) > 3_000
          ? 'street-garden'
          : parkKinds[patch.class2017]
      return area(
        kind ?? 'courtyard',
        patch.name,
        patch.street,
        patch.ring,
        landOwners[cityParks ? 'city' : patch.owner],
      )
    })
  const ofKinds = (...kinds: readonly SiteKind[]) => greens.filter(({ kind }) => kinds.includes(kind))
  const rails = ofKinds('protective-green').filter(({ owner }) => owner === '铁路工务段')
  const belts = ofKinds('protective-green').filter(({ owner }) => owner !== '铁路工务段')

  const estates = settlement.estates.map(({ name, plot }) =>
    area(
      plot.builtIn < 1996 ? 'old-estate' : 'residential-area',
      name,
      plot.street,
      plotRing(plot.quad),
      plot.builtIn < 1996 ? undefined : random.pick(propertyCompanies),
    ),
  )
  const roadSpots = (kind: SiteKind, owner: string | undefined, fits: (road: RoadSection) => boolean) =>
    town.roads.filter(fits).map((road, n): Spot => ({
      kind,
      name: `${road.name}第${String(n + 1)}段`,
      letter: road.street,
      shape: { type: 'LineString', points: road.line },
      ...(owner === undefined ? {} : { owner }),
    }))
  const plotSpots = (kind: SiteKind, label: string, owner: string | undefined, ...uses: readonly LandUse[]) =>
    town.plots
      .filter(({ use }) => uses.includes(use))
      .map((plot, n) =>
        area(kind, `${streetWord(plot)}${label}${String(n + 1)}`, plot.street, plotRing(plot.quad), owner),
      )
  const pointSpots = (
    kind: SiteKind,
    label: string,
    owner: string | undefined,
    fits: (plot: Plot) => boolean,
  ) =>
    town.plots
      .filter(fits)
      .map((plot, n) =>
        point(
          kind,
          `${streetWord(plot)}${label}${String(n + 1)}`,
          plot.street,
          at(plot.quad, random.between(0.1, 0.9), random.chance(0.5) ? 0.03 : 0.97),
          owner,
        ),
      )
  const lakes = town.water.flatMap(({ name, kind, ring }) => {
    const park = town.green.find(
      (patch) => kind === 'lake' && patch.state === 'built' && name === `${patch.name}湖`,
    )
    return park === undefined ? [] : [area('lake', name, park.street, ring, '区水务局')]
  })
  const old = new Set(['F', 'E', 'A'])

  const chosen: readonly Spot[] = [
    ...ofKinds('park', 'zoo', 'botanical-garden', 'square', 'river'),
    ...take(48, ofKinds('street-garden')),
    ...take(44, ofKinds('pocket-park')),
    ...take(14, belts),
    ...rails.map((spot): Spot => ({ ...spot, kind: 'railway', name: `铁路沿线${spot.name}` })),
    ...lakes,
    ...take(
      34,
      roadSpots('road', '区园林局', ({ roadClass }) => roadClass === 'arterial'),
    ),
    ...take(
      22,
      roadSpots(
        'shaded-road',
        '区园林局',
        ({ shadedPercent, roadClass }) => shadedPercent > 75 && roadClass !== 'arterial',
      ),
    ),
    ...take(
      26,
      roadSpots(
        'back-street',
        undefined,
        ({ roadClass, street }) => roadClass === 'branch' && (street === 'F' || street === 'K'),
      ),
    ),
    ...town.greenways.map(({ name, line }): Spot => ({
      kind: 'greenway',
      name,
      letter: 'E',
      owner: '区园林局',
      shape: { type: 'LineString', points: line },
    })),
    ...take(24, plotSpots('school', '学校', '区教育局', 'school')),
    ...take(10, plotSpots('hospital', '医院', '区卫健局', 'hospital')),
    ...take(20, plotSpots('unit', '机关单位', '区政府办', 'civic')),
    ...take(10, plotSpots('unit', '工厂', '云泽机械厂', 'industrial')),
    ...take(10, plotSpots('market', '农贸市场', '商管公司', 'market')),
    ...take(10, plotSpots('vacant-lot', '闲置地块', '区资规分局', 'vacant')),
    ...take(
      24,
      pointSpots('old-tree', '古树', '区园林局', ({ street }) => old.has(street)),
    ),
    ...take(
      34,
      pointSpots('storefront', '沿街店面', undefined, ({ use }) => use === 'commercial'),
    ),
    ...take(
      14,
      pointSpots(
        'building-site-hoarding',
        '施工围挡',
        '区住建局',
        ({ street, use }) => street === 'M' || use === 'vacant',
      ),
    ),
    ...take(
      6,
      pointSpots('demolition-site', '拆迁工地', '区住建局', ({ inServiceHole }) => inServiceHole),
    ),
    ...take(
      12,
      pointSpots('public-toilet', '公共厕所', '市环卫集团', ({ use }) => use !== 'industrial'),
    ),
    ...take(
      5,
      pointSpots('transfer-station', '垃圾中转站', '市环卫集团', ({ use }) => use === 'utility'),
    ),
    ...take(
      7,
      pointSpots(
        'vertical-green',
        '立体绿化',
        undefined,
        ({ use }) => use === 'commercial' || use === 'civic',
      ),
    ),
    ...take(
      5,
      pointSpots('roof-green', '屋顶绿化', '商管公司', ({ use }) => use === 'commercial'),
    ),
    ...take(
      6,
      pointSpots('car-park', '停车场', '区城管局', ({ use }) => use === 'commercial'),
    ),
    ...take(
      3,
      pointSpots('nursery', '苗圃', '禾苗苗圃', ({ use, street }) => use === 'vacant' || street === 'D'),
    ),
    ...take(
      1,
      pointSpots('station', '火车站', '铁路工务段', ({ inServiceHole }) => inServiceHole),
    ),
    ...take(
      1,
      pointSpots('sewage-plant', '污水处理厂', '市水务集团', ({ use }) => use === 'utility'),
    ),
    ...take(
      1,
      pointSpots('water-works', '自来水厂', '市水务集团', ({ use }) => use === 'utility'),
    ),
    ...take(
      4,
      pointSpots('city-gateway', '城市出入口', '区交通局', ({ street }) =>
        ['D', 'M', 'N', 'B'].includes(street),
      ),
    ),
    area('historic-quarter', '古槐历史文化街区', 'F', town.historicQuarter, '区文旅局'),
  ]
  const rest = take(siteCount - chosen.length, estates)
  const names = new Map<string, number>()
  return [...chosen, ...rest].map((spot) => {
    const count = (names.get(spot.name) ?? 0) + 1
    names.set(spot.name, count)
    return count === 1 ? spot : { ...spot, name: `${spot.name}（${String(count)}）` }
  })
}

function streetWord({ street }: Plot): string {
  return streetPlans.find(({ letter }) => letter === street)?.name.slice(0, 2) ?? ''
}
