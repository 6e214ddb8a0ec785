import type { PaperSource } from '@chuangyuan/contract/paper'
import { dayOf, daysBetween, officialDay, startOfDay, type Day, type Instant } from '@chuangyuan/domain/day'
import { endOf } from '@chuangyuan/domain/finding/clock'
import { isHandled } from '@chuangyuan/domain/finding/finding'
import { indices, isRanked, type Index, type IndexId } from '@chuangyuan/domain/finding/indices'
import { streams } from '@chuangyuan/domain/handbook/handbook'
import type { Filling } from '@chuangyuan/domain/paper/fields'
import { redBlackList, type Ranked, type RedBlackRule } from '@chuangyuan/domain/paper/red-black'
import { streamTexts } from '@chuangyuan/workbook/finding-ledger'
import type { ReadTx } from '../../db/transact.ts'
import { Refused } from '../../http/refused.ts'
import { currentCampaign } from '../campaign/public.ts'
import { findingStore, rulesOf, type FindingRow } from '../finding/public.ts'
import { placeStore } from '../site/public.ts'
import { briefCounts, type BriefCount } from './count-store.ts'
import { findingLines, itemNames, momentText } from './finding-lines.ts'
import { gatherSite } from './gather-site.ts'
import { minutesOf } from './minutes.ts'
import type { Gathered } from './gathered.ts'
import { paperStore } from './store.ts'

/** How many of the longest overdue a brief names. */
const mostNamed = 10

/** Counts and lists what a paper says, all of one moment. */
export function gather(
  tx: ReadTx,
  source: PaperSource,
  rule: RedBlackRule,
  now: Instant,
): Promise<Gathered[]> {
  switch (source.kind) {
    case 'notice':
      return gatherNotices(tx, source.findingIds, now)
    case 'supervision-order':
      return gatherOrder(tx, source, now)
    case 'daily':
      return gatherBrief(tx, { ...source, from: source.on, to: source.on }, now)
    case 'weekly':
    case 'circular':
      return gatherBrief(tx, source, now)
    case 'red-black-list':
      return gatherRedBlack(tx, source, rule, now)
    case 'rectification-list':
      return gatherList(tx, source.findingIds, now)
    case 'site-sheet':
      return gatherSite(tx, source.siteId, now)
    case 'minutes':
      return Promise.resolve([minutesOf(source)])
  }
}

/** In the order asked for; one that is not there is a refusal, never a shorter list. */
async function findingsOf({ query, districtId }: ReadTx, ids: readonly string[]): Promise<FindingRow[]> {
  const rows = await findingStore(query, districtId).some(ids, 'all')
  const byId = new Map(rows.map((row) => [row.finding.id, row]))
  return [...new Set(ids)].map((id) => {
    const row = byId.get(id)
    if (row === undefined) throw new Refused('request.not-found', { what: 'finding' })
    return row
  })
}

async function gatherNotices(tx: ReadTx, ids: readonly string[], now: Instant): Promise<Gathered[]> {
  const rows = await findingsOf(tx, ids)
  const rules = await rulesOf(tx)
  const loose = rows.filter(({ finding }) => !isHandled(finding))
  if (loose.length > 0) throw new Refused('paper.not-dispatched', { count: loose.length })
  const byUnit = Map.groupBy(rows, ({ finding }) => (isHandled(finding) ? finding.duty.unitId : ''))
  const items = await itemNames(tx)
  return [...byUnit].map(([unitId, own]) => {
    const unit = own[0]?.unit_name ?? ''
    const latest = Math.max(...own.map(({ due_at }) => due_at?.getTime() ?? 0))
    return {
      title: '关于限期整改创建国家园林城市有关问题的通知',
      addressed: unit,
      unitId,
      findingIds: own.map(({ finding }) => finding.id),
      filling: {
        单位: unit,
        问题数: String(own.length),
        最迟期限: latest === 0 ? '—' : momentText(latest as Instant),
        问题: findingLines(items, own, rules, now),
      },
    }
  })
}

async function gatherOrder(
  tx: ReadTx,
  { findingIds, level, matter, origin, until }: PaperSource & { kind: 'supervision-order' },
  now: Instant,
): Promise<Gathered[]> {
  const rows = await findingsOf(tx, findingIds)
  const lead = [...new Set(rows.flatMap(({ unit_name }) => unit_name ?? []))].join('、')
  const { units } = await placeStore(tx.query, tx.districtId).places()
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const assisting = rows.flatMap(({ finding }) =>
    isHandled(finding) ? finding.duty.assisting.flatMap(({ unitId }) => names.get(unitId) ?? []) : [],
  )
  return [
    {
      title: `关于${matter}的督办单`,
      addressed: lead,
      unitId: null,
      findingIds: rows.map(({ finding }) => finding.id),
      filling: {
        ...{ 级别: level, 事由: matter, 来源: origin, 承办: lead },
        协办: [...new Set(assisting)].join('、') || '无',
        办结时限: officialDay(until),
        问题: findingLines(await itemNames(tx), rows, await rulesOf(tx), now),
        经过: rows.flatMap(stepsOf),
      },
    },
  ]
}

function stepsOf({ finding }: FindingRow): Filling[] {
  const number = 'number' in finding ? String(finding.number) : ''
  const found = finding.reporters[0].foundAt
  const steps: [Instant, string][] = [[found, '发现上报']]
  if (isHandled(finding)) {
    steps.push([finding.dispatchedAt, '派遣'])
    if (finding.plan !== null) steps.push([finding.plan.at, `报送措施：${finding.plan.words}`])
  }
  return steps.map(([at, words]) => ({ 时间: momentText(at), 内容: `${number}号问题${words}` }))
}

async function gatherList(tx: ReadTx, ids: readonly string[], now: Instant): Promise<Gathered[]> {
  const rows = await findingsOf(tx, ids)
  return [
    {
      ...{ title: '创建国家园林城市问题整改清单', addressed: '', unitId: null },
      findingIds: rows.map(({ finding }) => finding.id),
      filling: {
        问题数: String(rows.length),
        问题: findingLines(await itemNames(tx), rows, await rulesOf(tx), now),
      },
    },
  ]
}

interface Period {
  readonly kind: 'daily' | 'weekly' | 'circular' | 'red-black-list'
  readonly from: Day
  readonly to: Day
}

function periodText({ from, to }: Period): string {
  if (from > to) throw new Refused('paper.period-backwards', { from, to })
  return from === to ? officialDay(from) : `${officialDay(from)}至${officialDay(to)}`
}

async function gatherBrief(tx: ReadTx, period: Period, now: Instant): Promise<Gathered[]> {
  const text = periodText(period)
  const { query, districtId } = tx
  const counts = briefCounts(query, districtId, { ...period, now })
  const { streets, units } = await placeStore(query, districtId).places()
  const total = countFilling(await counts.total())
  const byStreet = await counts.byStreet()
  const byStream = await counts.byStream()
  const late = await findingStore(query, districtId).page({ overdue: true }, 'all', {
    ...{ now, order: 'due', offset: 0, limit: mostNamed },
  })
  const campaign = await currentCampaign(query, districtId)
  const days = campaign?.inspectionOn == null ? undefined : daysBetween(dayOf(now), campaign.inspectionOn)
  const rules = await rulesOf(tx)
  const line = (name: string, row: BriefCount | undefined): Filling => ({
    名称: name,
    ...countFilling(row ?? { of: null, added: 0, closed: 0, open: 0, overdue: 0 }),
  })
  const titles = { daily: '创建工作日报', weekly: '创建工作周报', circular: '创建工作督查通报' } as const
  const { kind } = period
  if (kind === 'red-black-list') throw new Error('a list is no brief')
  return [
    {
      title: `${titles[kind]}（${text}）`,
      addressed: kind === 'circular' ? '各街道、各责任单位' : '',
      ...{ unitId: null, findingIds: late.rows.map(({ finding }) => finding.id) },
      filling: {
        期间: text,
        倒计时: days === undefined ? '—' : `${String(days)}天`,
        ...total,
        街道: streets.map(({ id, name }) =>
          line(
            name,
            byStreet.find(({ of }) => of === id),
          ),
        ),
        条线: streams.map((stream) =>
          line(
            streamTexts[stream],
            byStream.find(({ of }) => of === stream),
          ),
        ),
        重点: findingLines(await itemNames(tx), late.rows, rules, now),
        ...(kind === 'circular' ? { 单位: await unitLines(tx, period, units, now) } : {}),
      },
    },
  ]
}

function countFilling({ added, closed, open, overdue }: BriefCount): Filling {
  return { 新增: String(added), 销号: String(closed), 在办: String(open), 逾期: String(overdue) }
}

type Named = { readonly id: string; readonly name: string }

async function unitLines(
  tx: ReadTx,
  period: Period,
  units: readonly Named[],
  now: Instant,
): Promise<Filling[]> {
  const { handbook } = await rulesOf(tx)
  const counted = await countsByUnit(tx, period, now)
  return units.flatMap(({ id, name }) => {
    const counts = counted.get(id)
    if (counts === undefined || !isRanked(counts)) return []
    const all = new Map(indices(counts, handbook.denominators).map((index) => [index.id, index]))
    const text = (of: IndexId) => shareText(all.get(of))
    return [
      {
        名称: name,
        派遣: String(counts.dispatched),
        按期处置率: text('handling-in-time'),
        结案率: text('closing'),
        返工率: text('rework'),
        回头看不合格率: text('undone'),
      },
    ]
  })
}

async function countsByUnit({ query, districtId }: ReadTx, { from, to }: Period, now: Instant) {
  const span = { from: startOfDay(from), to: endOf(to), now }
  const counted = await findingStore(query, districtId).counts('unit', 'all', span)
  return new Map(counted.map(({ of, counts }) => [of ?? '', counts]))
}

function shareText(index: Index | undefined): string {
  if (index?.share === undefined) return '—'
  return `${String(index.numerator)}/${String(index.denominator)}（${(index.share * 100).toFixed(1)}%）`
}

async function gatherRedBlack(
  tx: ReadTx,
  period: Period,
  rule: RedBlackRule,
  now: Instant,
): Promise<Gathered[]> {
  const text = periodText(period)
  const { units } = await placeStore(tx.query, tx.districtId).places()
  const names = new Map(units.map(({ id, name }) => [id, name]))
  const runs = await paperStore(tx.query, tx.districtId).blackRuns()
  const counted = await countsByUnit(tx, period, now)
  const looks = units.map(({ id, name }) => ({
    ...{ unitId: id, lookedAt: counted.get(id)?.lookedAtAgain ?? 0, undone: counted.get(id)?.undone ?? 0 },
    blackBefore: runs.get(name) ?? 0,
  }))
  const { red, black, unranked } = redBlackList(looks, rule)
  const line = ({ unitId, place, lookedAt, undone }: Ranked): Filling => ({
    名次: String(place),
    名称: names.get(unitId) ?? '',
    复查: String(lookedAt),
    不合格: String(undone),
    不合格率: `${((undone / lookedAt) * 100).toFixed(1)}%`,
  })
  return [
    {
      title: `创建工作责任单位红黑榜（${text}）`,
      addressed: '各街道、各责任单位',
      ...{ unitId: null, findingIds: [] },
      filling: {
        期间: text,
        规则: ruleText(rule),
        红榜: red.map(line),
        黑榜: black.map((unit) => ({ ...line(unit), 后果: unit.consequence })),
        未排名: unranked.map(({ unitId }) => names.get(unitId) ?? '').join('、') || '无',
      },
    },
  ]
}

function ruleText({ least, red, black, ladder }: RedBlackRule): string {
  return [
    `按回头看不合格率由低到高排名，只排单位，不排个人；回头看不足${String(least)}次的不排名，并列的全部列出。`,
    `红榜${String(red)}名，黑榜${String(black)}名，没有不合格的不列黑榜。`,
    `连续列入黑榜的，依次：${ladder.join('；')}。`,
  ].join('')
}
