import { randomOf, type Random } from '@chuangyuan/demo-district/random'
import type { DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { addDays, dayOf, type Instant } from '@chuangyuan/domain/day'
import { dispatch } from '@chuangyuan/domain/finding/dispatch'
import { isHandled, type Finding, type Wish } from '@chuangyuan/domain/finding/finding'
import { checkMeasures, checkResult, reopen } from '@chuangyuan/domain/finding/gate'
import type { Party } from '@chuangyuan/domain/finding/party'
import { fileMeasures, plan } from '@chuangyuan/domain/finding/rectify'
import { discard, file } from '@chuangyuan/domain/finding/register'
import { report } from '@chuangyuan/domain/finding/report'
import { ask, decide } from '@chuangyuan/domain/finding/request'
import { kindsAt, type ProblemKind } from '@chuangyuan/domain/handbook/handbook'
import type { Result } from '@chuangyuan/domain/result'
import type { Rules } from '../features/finding/public.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { newId } from '../db/id.ts'

/** What was done to a finding of the demo, each step with its time. */
export type DemoFinding = readonly [DemoStep, ...DemoStep[]]

/** One step, as the journal tells it, and the finding as it left it. */
interface DemoStep {
  readonly action: string
  readonly by: Party
  readonly at: Instant
  readonly from: Finding['stage'] | null
  readonly to: Finding['stage']
  readonly unitId: string | null
  readonly finding: Finding
}

/** Who acts in the demo. */
export interface DemoParties {
  readonly office: Party
  readonly finder: Party
  readonly checker: Party
  readonly judge: Party
}

const days = 15
const count = 400
/** Reported a moment ago: whenever the demo is started, something waits for the desk. */
const justReported = 8
const hourMs = 3_600_000
const minuteMs = 60_000

/**
 * The findings of a fortnight (演示数据). Every one is led through the product's
 * own decisions with instants of the past, so that no state of it contradicts
 * the rules; what the rules refuse, does not happen.
 */
export function demoFindings(
  seed: number,
  district: DemoDistrict,
  ids: DistrictIds,
  parties: DemoParties,
  photos: readonly [string, ...string[]],
  rules: Rules,
  now: Instant,
): DemoFinding[] {
  const random = randomOf(seed, 'findings')
  const instants = Array.from({ length: count }, (_, n) =>
    n < justReported ? justNow(random, now) : daytime(random, now),
  ).sort((one, other) => one - other)
  let number = 0
  return instants.map((foundAt) => {
    const story = new Story(random, parties, photos, rules, now, foundAt)
    return story.tell(district, ids, () => (number += 1))
  })
}

/** Some minute between eight and six o'clock of one of the last days. */
function daytime(random: Random, now: Instant): Instant {
  const day = Date.parse(`${addDays(dayOf(now), -random.whole(0, days))}T00:00:00+08:00`)
  const at = day + (8 + 10 * random.next()) * hourMs
  return Math.floor(at < now ? at : now - (1 + random.next() * 5) * hourMs) as Instant
}

function justNow(random: Random, now: Instant): Instant {
  return Math.floor(now - random.between(2, 15) * minuteMs) as Instant
}

/** One life, told step by step until the present is reached or its end. */
class Story {
  private finding: Finding | undefined
  private readonly done: DemoStep[] = []
  private at: Instant
  private readonly random: Random
  private readonly parties: DemoParties
  private readonly photos: readonly [string, ...string[]]
  private readonly rules: Rules
  private readonly now: Instant

  constructor(
    random: Random,
    parties: DemoParties,
    photos: readonly [string, ...string[]],
    rules: Rules,
    now: Instant,
    foundAt: Instant,
  ) {
    this.random = random
    this.parties = parties
    this.photos = photos
    this.rules = rules
    this.now = now
    this.at = foundAt
  }

  tell(district: DemoDistrict, ids: DistrictIds, nextNumber: () => number): DemoFinding {
    const { random, parties, rules } = this
    const { handbook, calendar } = rules
    const site = random.pick(district.sites as [DemoDistrict['sites'][0], ...DemoDistrict['sites'][0][]])
    const kind = random.pick(kindsAt(handbook, site.kind) as [ProblemKind, ...ProblemKind[]])
    const unitCode = site.roles.responsibleUnit ?? site.owner
    const unitId = ids.units.get(unitCode) ?? ''
    const unit: Party = {
      ...parties.office,
      onBehalfOf: district.units.find(({ code }) => code === unitCode)?.shortName ?? null,
    }
    const [lon, lat] = anchorOf(site.geometry)
    this.take(
      'reported',
      parties.finder,
      report(
        handbook,
        {
          ...{ id: newId(), kind: kind.id, severity: null, siteId: ids.sites.get(site.code) ?? null },
          ...{ streetId: ids.streets.get(site.street) ?? '', ownerUnitId: ids.units.get(site.owner) ?? null },
          ...{ siteKind: site.kind, place: { lon, lat, accuracy: null, system: 'CGCS2000', how: 'site' } },
          ...{
            address: '',
            words: `${kind.name}（演示）`,
            entries: [],
            photos: [random.pick(this.photos)],
            channel: 'desk',
          },
          foundAt: this.at,
        },
        parties.finder,
        this.at,
      ),
    )
    const fate = random.next()
    if (!this.later(0.3, 3)) return this.told()
    if (fate < 0.02) {
      this.step('void', parties.office, (finding) => discard(finding, '重复登记（演示）', this.at))
      return this.told()
    }
    this.step('file', parties.office, (finding) =>
      finding.stage === 'reported' ? file(finding, nextNumber(), this.at) : undefined,
    )
    if (!this.later(0.2, 4)) return this.told()
    const to = { unitId, postId: null, assisting: [] }
    this.step('dispatch', parties.office, (finding) => dispatch(finding, to, handbook, calendar, this.at))
    if (fate < 0.1 || !this.later(1, 8)) return this.told()
    if (fate < 0.2) {
      const soon = addDays(dayOf(this.at), random.whole(3, 20))
      const wishes: [Wish, ...Wish[]] = [
        { kind: 'extension', until: soon },
        { kind: 'suspension', until: addDays(soon, 30), promise: '进入植树季后补植（演示）' },
        { kind: 'return' },
      ]
      const wish = random.pick(wishes)
      this.step('ask', unit, (finding) =>
        ask(finding, wish, '苗木未到（演示）', this.other(unit), calendar, this.at),
      )
      if (fate < 0.13 || !this.later(2, 20)) return this.told()
      this.step('decide', parties.office, (finding) =>
        decide(finding, random.chance(0.8), parties.office, handbook, calendar, this.at),
      )
      if (!this.later(1, 4)) return this.told()
    }
    const planned = {
      words: '按规范整改（演示）',
      responsible: '现场负责人',
      finishOn: addDays(dayOf(this.at), 3),
    }
    this.step('plan', unit, (finding) => plan(finding, planned, unit, this.at))
    if (fate < 0.28) return this.told()
    this.throughGates(unit)
    return this.told()
  }

  private throughGates(unit: Party): void {
    const { random, parties } = this
    for (let round = 0; round < 3; round += 1) {
      if (!this.later(4, 40)) return
      const said = { words: '已整改（演示）', photos: [] }
      this.step('file-measures', unit, (finding) => fileMeasures(finding, said, unit, this.at))
      if (!this.later(2, 20)) return
      const carriedOut = random.chance(0.9)
      this.step('check-measures', parties.checker, (finding) =>
        checkMeasures(finding, { passed: carriedOut, words: '' }, parties.checker, this.at),
      )
      if (!carriedOut) continue
      if (!this.later(2, 30)) return
      const passed = random.chance(0.85)
      this.step('check-result', parties.judge, (finding) =>
        checkResult(
          finding,
          {
            entries: finding.entries.map((entryId) => ({ entryId, passed, words: '' })),
            ...{ passed, photos: [random.pick(this.photos)], place: null, words: '' },
          },
          parties.judge,
          this.at,
        ),
      )
      if (!passed) continue
      if (random.chance(0.06) && this.later(48, 120)) {
        const again = { photos: [random.pick(this.photos)], words: '回头看又有（演示）' }
        this.step('reopen', parties.checker, (finding) => reopen(finding, again, parties.checker, this.at))
      }
      return
    }
  }

  /** Lets some hours pass, mostly in the daytime; false once that would be the future. */
  private later(fewest: number, most: number): boolean {
    const next = this.at + this.random.between(fewest, most) * hourMs
    if (next > this.now - minuteMs) return false
    this.at = Math.floor(next) as Instant
    return true
  }

  /** The desk enters the unit's words, and another hand than the deciding one. */
  private other(unit: Party): Party {
    return { ...unit, accountId: this.parties.finder.accountId }
  }

  private step(
    action: string,
    by: Party,
    decided: (finding: Finding) => Result<Finding, unknown> | undefined,
  ): void {
    if (this.finding === undefined) return
    const result = decided(this.finding)
    if (result !== undefined) this.take(action, by, result)
  }

  private take(action: string, by: Party, result: Result<Finding, unknown>): void {
    if (!result.ok) return
    const from = this.finding?.stage ?? null
    this.finding = result.value
    const unitId = isHandled(result.value) ? result.value.duty.unitId : null
    const { value: finding } = result
    this.done.push({ action, by, at: this.at, from, to: finding.stage, unitId, finding })
  }

  private told(): DemoFinding {
    const [first, ...others] = this.done
    if (first === undefined) throw new Error('the handbook refuses a report of the demo')
    return [first, ...others]
  }
}

function anchorOf(geometry: DemoDistrict['sites'][number]['geometry']): readonly [number, number] {
  if (geometry.type === 'Point') return geometry.coordinates
  const ring = geometry.type === 'LineString' ? geometry.coordinates : geometry.coordinates[0]
  return ring?.[Math.floor(ring.length / 2)] ?? [0, 0]
}
