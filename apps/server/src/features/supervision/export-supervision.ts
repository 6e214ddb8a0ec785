import { dayOf, officialDay, type Day } from '@chuangyuan/domain/day'
import { siteKinds } from '@chuangyuan/domain/standard/site-kinds'
import { textSheet, type TextColumns } from '@chuangyuan/workbook/text-sheet'
import type { SheetToWrite, WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { PostHolder } from '@chuangyuan/contract/site'
import type { ReadTx } from '../../db/transact.ts'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { planShown, type siteOnWire } from './edit-plan.ts'
import { teamsOf } from './edit-team.ts'
import { keySitesOn } from './key-sites.ts'
import { visitRows } from './list-visits.ts'
import { missedRows } from './missed-visits.ts'
import type { MissedFilter } from './patrol-store.ts'
import { patrolDay } from './patrol-today.ts'
import { drawShown } from './show-draw.ts'
import { daysText, gapText, overlapText, reasonText } from './texts.ts'
import type { VisitFilter } from './visit-store.ts'

export function exportTeams(deps: Deps, by: Session): Promise<FileReply> {
  return exported(deps, by, '督查组名单', async (tx) => {
    const rows = (await teamsOf(tx)).flatMap(({ name, leader, members, from, until }) =>
      members.map((member) => ({
        team: name,
        part: member.postId === leader.postId ? '组长' : '成员',
        ...personCells(member),
        from: day(from),
        until: day(until),
      })),
    )
    return [
      sheet('督查组', '各组成员及其单位，一人一行，按礼宾顺序。', rows, [
        ['team', '督查组', 14],
        ['part', '组内职责', 10],
        ['person', '姓名', 12],
        ['title', '职务', 24],
        ['unit', '单位', 30],
        ['from', '自', 15],
        ['until', '至', 15],
      ]),
    ]
  })
}

export function exportZones(deps: Deps, by: Session, planId: string): Promise<FileReply> {
  return exported(deps, by, '督查分片', async (tx, today) => {
    const plan = await planShown(tx, planId, today)
    const zoneOf = new Map(plan.zones.map((zone) => [zone.id, zone]))
    const rows = plan.sites.map((site) => {
      const zones = site.zoneIds.flatMap((id) => zoneOf.get(id) ?? [])
      const names = zones.map(({ name }) => name)
      return {
        ...siteCells(site),
        zone: names.join('、'),
        team: zones.flatMap(({ team }) => team?.name ?? []).join('、'),
        fault: zones.length === 0 ? gapText : zones.length > 1 ? overlapText(names) : undefined,
      }
    })
    return [
      sheet('分片', '每个点位归哪一片、哪一组；漏分、重分在末列写明。', rows, [
        ...siteColumns,
        ['zone', '分片', 16],
        ['team', '督查组', 16],
        ['fault', '漏分重分', 28],
      ]),
    ]
  })
}

export function exportToday(deps: Deps, by: Session): Promise<FileReply> {
  return exported(deps, by, '今日巡查单', async (tx, today) => {
    const { teams } = await patrolDay(tx, today)
    const columns: TextColumns = [
      ['place', '次序', 8],
      ...siteColumns,
      ['zone', '分片', 14],
      ['due', '周期', 14],
      ['reasons', '为什么看', 30],
      ['last', '上次看', 15],
      ['result', '结果', 24],
    ]
    const purpose = '按先后次序看；次序按直线距离排，路上可以自行调整。'
    return teams.map(({ team, stops }) =>
      sheet(
        team.name,
        purpose,
        stops.map(({ site, zone, daysOverdue, reasons, lastSeenOn }, index) => ({
          place: String(index + 1),
          ...siteCells(site),
          zone: zone.name,
          due: daysText(daysOverdue),
          reasons: reasons.map((reason) => reasonText[reason]).join('、'),
          last: day(lastSeenOn),
        })),
        columns,
      ),
    )
  })
}

export function exportKeySites(deps: Deps, by: Session): Promise<FileReply> {
  return exported(deps, by, '重点点位', async (tx, today) => {
    const rows = (await keySitesOn(tx, today)).map((each) => ({
      ...siteCells(each.site),
      ...personCells(each.watcher),
      every: `${String(each.everyDays)}天`,
      last: day(each.lastSeenOn),
      due: daysText(each.daysOverdue),
      words: each.words,
    }))
    return [
      sheet('重点点位', '由专人盯守的点位。', rows, [
        ...siteColumns,
        ['person', '盯守人', 12],
        ['title', '职务', 24],
        ['unit', '单位', 30],
        ['every', '几天一看', 10],
        ['last', '上次看', 15],
        ['due', '周期', 14],
        ['words', '盯什么', 30],
      ]),
    ]
  })
}

export function exportMissed(deps: Deps, by: Session, filter: MissedFilter): Promise<FileReply> {
  return exported(deps, by, '漏巡点位', async (tx) => {
    const rows = (await missedRows(tx, filter)).map(({ site, dueOn, cycleDays, seenOn }) => ({
      ...siteCells(site),
      due: day(dueOn),
      cycle: `${String(cycleDays)}天`,
      seen: day(seenOn) ?? '至今未看',
    }))
    return [
      sheet('漏巡', '周期已满而没有看的点位。只记点位和日期，不计在任何人名下。', rows, [
        ...siteColumns,
        ['due', '应看日期', 15],
        ['cycle', '周期', 10],
        ['seen', '后来看的日期', 15],
      ]),
    ]
  })
}

export function exportVisits(deps: Deps, by: Session, filter: VisitFilter): Promise<FileReply> {
  return exported(deps, by, '巡查记录', async (tx) => {
    const rows = (await visitRows(tx, filter)).map((visit) => ({
      seen: day(visit.seenOn),
      site: visit.site.name,
      team: visit.team?.name,
      passed: String(visit.passed),
      failed: String(visit.failed),
      open: String(visit.notSeen),
      words: visit.words,
      by: visit.onBehalfOf ?? visit.recordedBy ?? undefined,
    }))
    return [
      sheet('巡查', '每次巡查一行。', rows, [
        ['seen', '日期', 15],
        ['site', '点位', 24],
        ['team', '督查组', 14],
        ['passed', '合格项', 10],
        ['failed', '不合格项', 10],
        ['open', '未看项', 10],
        ['words', '说明', 40],
        ['by', '谁看的', 14],
      ]),
    ]
  })
}

export function exportDraw(deps: Deps, by: Session, drawId: string): Promise<FileReply> {
  return exported(deps, by, '回头看抽查', async (tx) => {
    const draw = await drawShown(tx, drawId)
    const sample = draw.members.map((each) => ({
      place: String(each.place),
      stratum: each.stratum,
      label: each.label,
      units: each.dutyUnits.map(({ name }) => name).join('、'),
      ...(each.looker === null ? {} : personCells(each.looker)),
      result: each.passed === null ? undefined : each.passed ? '合格' : '不合格',
      words: each.words,
    }))
    const strata = draw.strata.map((each) => ({
      stratum: each.stratum,
      size: String(each.size),
      sample: String(each.sample),
      chance: `${(100 * each.probability).toFixed(1)}%`,
      passed: `${String(each.passed)}/${String(each.looked)}`,
    }))
    return [
      sheet('样本', `种子：${draw.seed ?? '未公布'}；总体校验值 SHA-256：${draw.frameHash}`, sample, [
        ['place', '次序', 8],
        ['stratum', '层', 20],
        ['label', '内容', 50],
        ['units', '整改单位（其人员不得去看）', 30],
        ['person', '谁去看', 12],
        ['title', '职务', 24],
        ['unit', '单位', 30],
        ['result', '结果', 10],
        ['words', '说明', 40],
      ]),
      sheet('分层', '各层件数、抽取件数与每一件被抽中的概率。', strata, [
        ['stratum', '层', 24],
        ['size', '层内件数', 12],
        ['sample', '抽取件数', 12],
        ['chance', '抽中概率', 12],
        ['passed', '合格/已看', 12],
      ]),
    ]
  })
}

const siteColumns: TextColumns = [
  ['code', '点位编号', 12],
  ['name', '点位', 24],
  ['kind', '类型', 12],
  ['street', '街道', 16],
]

function siteCells({ code, name, kind, street }: ReturnType<typeof siteOnWire>) {
  return { code, name, kind: siteKinds[kind], street: street.name }
}

function personCells({ person, title, unit }: PostHolder) {
  return { person: person?.name ?? '（空缺）', title, unit: unit.name }
}

function day(text: string | null): string | undefined {
  return text === null ? undefined : officialDay(text as Day)
}

function sheet(
  name: string,
  purpose: string,
  rows: readonly WritableRow[],
  columns: TextColumns,
): SheetToWrite {
  return { definition: textSheet(name, purpose, columns), rows }
}

async function exported(
  { db, clock }: Deps,
  by: Session,
  title: string,
  sheetsOf: (tx: ReadTx, today: Day) => Promise<readonly SheetToWrite[]>,
): Promise<FileReply> {
  const now = clock()
  return listFile(title, now, await db.read(by, (tx) => sheetsOf(tx, dayOf(now))))
}
