import { addDays, daysBetween, type Day } from '@chuangyuan/domain/day'
import { streetPlans } from './ground-plan.ts'
import { randomOf } from './random.ts'
import type { PostRow, SiteRow, UnitRow } from './rows.ts'
import type { Settlement } from './settlement.ts'
import { unitNamed } from './unit-rows.ts'

/** 督查组 with the zone that it patrols. */
export interface TeamRow {
  readonly name: string
  /** Codes of posts. */
  readonly leader: string
  readonly members: readonly string[]
  readonly zone: { readonly name: string; readonly streets: readonly string[] }
}

/** 重点点位: a site with the post that watches it. */
export interface KeySiteRow {
  readonly site: string
  readonly post: string
  readonly everyDays: number
  readonly words: string
}

/** 巡查: who saw which site when, and how many entries of its checklist failed. */
export interface VisitRow {
  readonly site: string
  readonly team: string
  readonly on: Day
  /** Minutes after Beijing midnight. */
  readonly from: number
  readonly until: number
  readonly failed: number
  /** Decides which entries these are. */
  readonly pick: number
}

/** 巡查计划. */
export interface PatrolRows {
  readonly name: string
  readonly from: Day
  readonly until: Day
  readonly sitesPerDay: number
  readonly teams: readonly TeamRow[]
  readonly keySites: readonly KeySiteRow[]
  readonly visits: readonly VisitRow[]
}

/** Four parts of the town, each of streets that touch; together all of it. */
const zones = [
  { name: '北片', streets: 'ABC', fellows: ['区园林局', '区住建局', '区水务局'] },
  { name: '西片', streets: 'DEH', fellows: ['区城管局', '区卫健局', '区教育局'] },
  { name: '东片', streets: 'FGM', fellows: ['区交通局', '区商务局', '区民政局'] },
  { name: '南片', streets: 'IKN', fellows: ['区环境分局', '区房管中心', '区市场监管局'] },
] as const

const fortnight = 14
const sitesPerDay = 12

/** How many sites a team of the demo saw on a day; fewer than planned, so that some cycles run out. */
const seenPerDay = [7, 11] as const

export function patrolRows(
  seed: number,
  today: Day,
  settlement: Settlement,
  units: readonly UnitRow[],
  posts: readonly PostRow[],
  sites: readonly SiteRow[],
): PatrolRows {
  const random = randomOf(seed, 'patrols')
  const leaders = posts.filter(({ title }) => /^督查.组组长$/.test(title))
  const teams = zones.map(({ name, streets, fellows }, n): TeamRow => {
    const leader = leaders[n]?.code ?? ''
    const drawn = fellows.flatMap((unit) => {
      const { code } = unitNamed(units, unit)
      return posts.findLast((post) => post.unit === code)?.code ?? []
    })
    const letters = streetPlans.filter(({ letter }) => streets.includes(letter))
    return {
      name: `督查${['一', '二', '三', '四'][n] ?? ''}组`,
      leader,
      members: [leader, ...drawn],
      zone: { name, streets: letters.map(({ letter }) => settlement.streetCode(letter)) },
    }
  })
  const visits = teams.flatMap(({ name, zone }) => {
    const own = random.shuffled(sites.filter(({ street }) => zone.streets.includes(street)))
    let next = 0
    return Array.from({ length: fortnight }, (_, n) => addDays(today, n - fortnight)).flatMap((on) => {
      // Patrols rest on two days of the week, whatever the day the demo is made.
      if (daysBetween(on, today) % 7 >= 5) return []
      let minute = 8 * 60 + 30 + random.whole(0, 20)
      return Array.from({ length: random.whole(...seenPerDay) }, (): VisitRow | undefined => {
        const site = own[next++]
        const from = minute
        const until = from + random.whole(8, 22)
        minute = until + random.whole(6, 15)
        const failed = random.chance(0.3) ? random.whole(1, 2) : 0
        const pick = random.whole(0, 999)
        return site === undefined ? undefined : { site: site.code, team: name, on, from, until, failed, pick }
      }).flatMap((row) => row ?? [])
    })
  })
  const keySites = random
    .shuffled(sites.filter(({ kind }) => kind === 'park' || kind === 'city-gateway' || kind === 'station'))
    .slice(0, 12)
    .flatMap(({ code, roles }): readonly KeySiteRow[] =>
      roles.supervisor === undefined
        ? []
        : [{ site: code, post: roles.supervisor, everyDays: 3, words: '迎检前保持不反弹' }],
    )
  return {
    name: '迎检前巡查',
    from: addDays(today, -fortnight),
    until: addDays(today, 60),
    sitesPerDay,
    teams,
    keySites,
    visits,
  }
}
