import type { WorkCalendar } from '@chuangyuan/domain/calendar/work-calendar'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { dispatch } from '@chuangyuan/domain/finding/dispatch'
import type { Finding, Place } from '@chuangyuan/domain/finding/finding'
import { checkMeasures, checkResult } from '@chuangyuan/domain/finding/gate'
import type { Party } from '@chuangyuan/domain/finding/party'
import { fileMeasures, plan } from '@chuangyuan/domain/finding/rectify'
import { discard, file } from '@chuangyuan/domain/finding/register'
import { report } from '@chuangyuan/domain/finding/report'
import type { Handbook } from '@chuangyuan/domain/handbook/handbook'
import type { Result } from '@chuangyuan/domain/result'
import type { SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { newId } from '../apps/server/src/db/id.ts'

export interface BenchSite {
  readonly id: string
  readonly streetId: string
  readonly kind: SiteKind
  readonly lon: number
  readonly lat: number
}

export interface ManyFindings {
  readonly count: number
  readonly random: () => number
  readonly handbook: Handbook
  readonly calendar: WorkCalendar
  readonly sites: readonly BenchSite[]
  readonly unitIds: readonly string[]
  /** Who reports. */
  readonly accountId: string
  readonly now: Instant
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]
const history = 548 * dayMs
/** Findings older than this are all done with; of the others the share that is still open grows towards today. */
const openFor = 60 * dayMs
/** So many stay where they are for good, that is forgotten or overdue. */
const forgotten = 0.02

const things = [
  '行道树',
  '绿篱',
  '草坪',
  '花箱',
  '树池',
  '护栏',
  '果皮箱',
  '井盖',
  '宣传栏',
  '园路',
  '座椅',
  '驳岸',
]
const wrongs = [
  '枯死',
  '缺株断垄',
  '裸土未覆盖',
  '堆放杂物',
  '破损',
  '有垃圾',
  '病虫害',
  '被占用',
  '积水',
  '字迹不清',
]
const places = [
  '东门内',
  '南侧辅道',
  '路口西北角',
  '公交站旁',
  '桥下',
  '小学门前',
  '广场中央',
  '停车场入口',
  '河岸步道',
]

/** Findings of a year and a half, each led by the domain's own verbs as far as its age makes likely. */
export function* manyFindings(all: ManyFindings): Generator<Finding> {
  for (let number = 1; number <= all.count; number += 1) {
    // The oldest first, as the register numbers them.
    const foundAt = (all.now - history + Math.floor((history * number) / (all.count + 1))) as Instant
    yield lifeOf(all, number, foundAt)
  }
}

function lifeOf(
  { random, handbook, calendar, sites, unitIds, accountId, now }: ManyFindings,
  number: number,
  foundAt: Instant,
) {
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const by = (account: string): Party => ({
    accountId: account,
    personId: null,
    unitIds: [],
    onBehalfOf: null,
  })
  const [reporter, unitClerk, supervisor, checker] = [accountId, newId(), newId(), newId()].map(by) as [
    Party,
    Party,
    Party,
    Party,
  ]
  const photos = (count: number) => Array.from({ length: count }, () => newId())
  const site = pick(sites)
  const place: Place = {
    ...{ lon: site.lon + (random() - 0.5) * 0.004, lat: site.lat + (random() - 0.5) * 0.004 },
    ...{ accuracy: 5 + 20 * random(), system: 'CGCS2000', how: 'device' as const },
  }
  let finding: Finding = got(
    report(
      handbook,
      {
        id: newId(),
        kind: pick(handbook.kinds).id,
        severity: null,
        siteId: site.id,
        streetId: site.streetId,
        ownerUnitId: null,
        siteKind: site.kind,
        place: random() < 0.03 ? null : place,
        address: pick(places),
        words: `${pick(things)}${pick(wrongs)}，共${String(1 + Math.floor(random() * 9))}处`,
        entries: [],
        photos: photos(1 + Math.floor(random() * 3)),
        channel: 'phone',
        foundAt,
      },
      reporter,
      foundAt,
    ),
  )
  const age = now - foundAt
  const steps = age > openFor && random() > forgotten ? 6 : Math.floor(random() * 7)
  let at: number = foundAt
  const later = (most: number) => (at = Math.min(now, at + minuteMs + random() * most)) as Instant
  if (random() < 0.04) return got(discard(finding, '重复上报', later(dayMs)))
  const unitId = pick(unitIds)
  const verbs: readonly ((current: Finding) => Result<Finding, unknown>)[] = [
    (current) => file(current, number, later(4 * hourMs)),
    (current) =>
      dispatch(
        current,
        {
          unitId,
          postId: null,
          assisting: random() < 0.01 ? unitIds.filter((other) => other !== unitId).slice(0, 1) : [],
        },
        handbook,
        calendar,
        later(8 * hourMs),
      ),
    (current) =>
      plan(
        current,
        { words: '立即安排人员整改', responsible: '赵一', finishOn: dayOf((now + dayMs) as Instant) },
        unitClerk,
        later(dayMs),
      ),
    (current) =>
      fileMeasures(current, { words: '已整改到位', photos: photos(1) }, unitClerk, later(6 * dayMs)),
    (current) => checkMeasures(current, { passed: true, words: '' }, supervisor, later(2 * dayMs)),
    (current) =>
      checkResult(
        current,
        {
          entries: current.entries.map((entryId) => ({ entryId, passed: true, words: '' })),
          passed: true,
          photos: photos(1),
          place,
          words: '合格',
        },
        checker,
        later(3 * dayMs),
      ),
  ]
  for (const verb of verbs.slice(0, steps)) {
    const after = verb(finding)
    // Who assists and has not finished holds the others up, as in life.
    if (!after.ok) return finding
    finding = after.value
  }
  return finding
}

function got<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
