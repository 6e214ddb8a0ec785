import type { DemoDistrict } from '@chuangyuan/demo-district/demo-district'
import type { MatterRow } from '@chuangyuan/demo-district/office-rows'
import { addDays, officialDay, startOfDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { isHandled } from '@chuangyuan/domain/finding/finding'
import type { Grant } from '@chuangyuan/domain/identity/role'
import { chargedWith } from '@chuangyuan/domain/ledger/correct-entry'
import type { Tx } from '../db/transact.ts'
import type { Deps } from '../deps.ts'
import { findingStore } from '../features/finding/public.ts'
import type { DistrictIds } from '../features/intake/public.ts'
import { appealIn, decideOn, freezeLedger, reckon } from '../features/ledger/public.ts'
import { giveMatter, listMatters, moveMatter, recordMeeting } from '../features/matter/public.ts'
import { draftPapers, stepPapers } from '../features/paper/public.ts'
import type { Session } from '../http/session.ts'

/** An account of the demo that acts in it. */
export interface DemoAccount {
  readonly id: string
  readonly login: string
  readonly title: string
  readonly grants: readonly Grant[]
}

interface Scene {
  readonly district: DemoDistrict
  readonly ids: DistrictIds
  readonly accounts: readonly DemoAccount[]
  readonly today: Day
}

/** What is done once the product answers: loading Word's format takes as long as all the rest of the demo's office. */
type Afterwards = (deps: Deps) => Promise<void>

const notices = 4
const minuteMs = 60_000
const everyRow = { offset: 0, limit: 1000 } as const

/**
 * The office's last days (演示数据), for whoever looks in for the first time. All of it goes through the product's own
 * verbs, as the demo's accounts, at instants of the past; each part is called once the findings stand as they did then.
 */
export function demoOffice(tx: Tx, deps: Deps, { district, ids, accounts, today }: Scene) {
  const sessionOf = (login: string): Session => {
    const found = accounts.find((account) => account.login === login)
    if (found === undefined) throw new Error(`the demo has no account ${login}`)
    const { id, title: name, grants } = found
    return { id, districtId: tx.districtId, accountId: id, login, name, grants, mustChangePassword: false }
  }
  const [office, leader] = [sessionOf('chuangjianban'), sessionOf('lingdao')]
  const [parks, street] = [sessionOf('yuanlin'), sessionOf('jiedao')]
  const unitId = (code: string): string => {
    const id = ids.units.get(code)
    if (id === undefined) throw new Error(`the demo has no unit ${code}`)
    return id
  }
  const unitNamed = (shortName: string): string =>
    unitId(district.units.find((unit) => unit.shortName === shortName)?.code ?? '')
  const parksId = parks.grants.flatMap(({ scope }) => (scope.kind === 'unit' ? [scope.unitId] : []))[0] ?? ''
  const evening = hourOf(addDays(today, -1), 17)
  /** The product inside this transaction, with its clock at an instant of the past. */
  const at = (instant: number): Deps => ({
    ...deps,
    clock: () => instant as Instant,
    db: { ...deps.db, transact: (_, work) => work(tx), read: (_, work) => work(tx) },
  })
  const given = ({ title, words, unit, assisting, dueOn }: MatterRow) => ({
    ...{ title, words, unitId: unitId(unit), assisting: assisting.map(unitId), dueOn },
  })

  async function lead(matters: readonly MatterRow[]): Promise<void> {
    const { rows } = await listMatters(at(evening), office, everyRow)
    const idOf = new Map(rows.map(({ id, title }) => [title, id]))
    for (const { title, unit, steps } of matters) {
      for (const { by, on, action, words, until = null } of steps) {
        const owing = unitId(unit) === parksId ? parks : street
        const id = idOf.get(title) ?? ''
        const step = { action, words, until }
        await moveMatter(at(hourOf(on, 10)), by === 'office' ? office : owing, id, step)
      }
    }
  }

  /** Meetings, commitments, and what has become of both. */
  async function meet(): Promise<void> {
    const { meetings, commitments } = district.office
    for (const { agenda, decisions, ...meeting } of meetings) {
      const said = { ...meeting, agenda: [...agenda], decisions: decisions.map(given) }
      await recordMeeting(at(hourOf(meeting.heldOn, 11)), office, said)
    }
    for (const matter of commitments) {
      const said = { ...given(matter), kind: 'commitment' as const, findingId: null }
      await giveMatter(at(hourOf(addDays(today, -9), 16)), office, said)
    }
    await lead([...meetings.flatMap(({ decisions }) => decisions), ...commitments])
  }

  /** A batch of notices and the daily brief, signed; and what the leader decides of a problem that cannot go on. */
  async function closeDay(): Promise<Afterwards> {
    const findings = findingStore(tx.query, tx.districtId)
    const page = (filters: Parameters<typeof findings.page>[0]) =>
      findings.page(filters, 'all', { now: evening, order: 'due', ...everyRow })
    const atUnits = (await page({ holder: 'unit' })).rows.map(({ finding }) => finding)
    const byUnit = Map.groupBy(atUnits, (finding) => (isHandled(finding) ? finding.duty.unitId : ''))
    const noticed = [...byUnit.values()].slice(0, notices).flatMap((each) => each.slice(0, 3))
    const wording = { addressed: '', copies: '' }
    const batch = await draftPapers(at(evening), office, {
      ...{ ...wording, title: '关于限期整改创建国家园林城市有关问题的通知（演示数据）' },
      source: { kind: 'notice', findingIds: noticed.map(({ id }) => id) },
    })
    const yesterday = addDays(today, -1)
    const brief = await draftPapers(at(evening), office, {
      ...{ ...wording, title: `创建工作日报（演示数据，${officialDay(yesterday)}）` },
      source: { kind: 'daily', on: yesterday },
    })
    const papers = { ids: [...batch.ids, ...brief.ids], words: '' }
    for (const [place, action] of (['submit', 'pass', 'sign'] as const).entries()) {
      const by = action === 'submit' ? office : leader
      await stepPapers(at(evening + 10 * (place + 1) * minuteMs), by, { ...papers, action })
    }
    const [blocked] = (await page({ asked: true })).rows
    await giveMatter(at(evening + 50 * minuteMs), leader, {
      ...{ kind: 'leader-decision', findingId: blocked?.finding.id ?? null },
      ...{ title: '补植资金先行垫付，不等年度预算（演示）', words: '区财政局三日内落实，区园林局随即进场。' },
      ...{ unitId: unitNamed('区财政局'), assisting: [parksId], dueOn: addDays(today, 2) },
    })
    return async (after) => {
      const clock = () => (evening + 40 * minuteMs) as Instant
      await stepPapers({ ...after, clock }, office, { ...papers, action: 'issue' })
    }
  }

  /** The unit appeals against two of its charges. */
  async function appeal(): Promise<string[]> {
    const by = { kind: 'unit', id: parksId } as const
    const ledger = await reckon(at(evening), tx)
    const own = ledger?.entries.filter((entry) => chargedWith(entry, by) > 0) ?? []
    const reasons = ['该处由街道管养，有移交纪要（演示）', '同一处已由市公园处管养（演示）']
    const made: string[] = []
    for (const [place, reason] of reasons.entries()) {
      const entry = own[place]
      if (entry === undefined) continue
      const said = { findingId: entry.findingId, row: entry.row, by, reason }
      made.push(await appealIn(tx, parks.accountId, said, evening, ledger))
    }
    return made
  }

  /** This morning: one appeal is decided, and a circular lies on the desk, half done. */
  async function beginDay(now: Instant, [settled]: readonly string[]): Promise<void> {
    if (settled !== undefined) {
      const to = { kind: 'unit', id: unitNamed(district.streets[0]?.name ?? '') } as const
      await decideOn(at(now), office, settled, {
        words: '移交纪要属实（演示）',
        correction: { to, percent: 100 },
      })
    }
    await draftPapers(at(now), office, {
      ...{ title: '创建工作督查通报（演示数据）', addressed: '', copies: '' },
      source: { kind: 'circular', from: addDays(today, -7), to: addDays(today, -1) },
    })
  }

  return { evening, meet, closeDay, appeal, beginDay, freeze: () => freezeLedger(at(startOfDay(today)), tx) }
}

function hourOf(day: Day, hour: number): Instant {
  return (startOfDay(day) + hour * 60 * minuteMs) as Instant
}
