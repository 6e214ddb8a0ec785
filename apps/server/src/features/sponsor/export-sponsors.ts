import type { QueryOf } from '@chuangyuan/contract/operation'
import type { exportSponsors } from '@chuangyuan/contract/sponsor'
import { officialDay, type Day } from '@chuangyuan/domain/day'
import { pointsOf } from '@chuangyuan/domain/ledger/micro'
import { textSheet } from '@chuangyuan/workbook/text-sheet'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import { listFile } from '../../http/list-file.ts'
import type { Session } from '../../http/session.ts'
import { leadersOf } from './list-sponsors.ts'

const columns = [
  ['unit', '单位', 24],
  ['title', '包挂岗位', 24],
  ['person', '任职人', 12],
  ['code', '点位编号', 12],
  ['site', '点位', 24],
  ['street', '街道', 16],
  ['from', '自', 15],
  ['until', '至', 15],
  ['open', '未销号', 10],
  ['overdue', '超期', 10],
  ['suspended', '挂账', 10],
  ['asked', '申请待批', 10],
  ['points', '危及分值', 12],
  ['items', '危及条数', 12],
  ['vetoes', '涉及否决项', 12],
  ['seen', '点位上次巡查', 15],
] as const

const sheet = textSheet('包挂', '按礼宾顺序，一个点位一行。上次巡查是点位的情况，不计在任何人名下。', columns)

export async function exportAll(
  deps: Deps,
  by: Session,
  filter: QueryOf<typeof exportSponsors>,
): Promise<FileReply> {
  const now = deps.clock()
  const leaders = await deps.db.read(by, (tx) => leadersOf(deps, tx, by, filter, now))
  const rows = leaders.flatMap(({ holder, spots }) =>
    spots.map(({ site, from, until, lastSeenOn, endangered, ...counts }) => ({
      ...{ unit: holder.unit.name, title: holder.title, person: holder.person?.name ?? '（空缺）' },
      ...{ code: site.code, site: site.name, street: site.street.name },
      ...{ from: officialDay(from as Day), until: officialDay(until as Day) },
      ...{ open: String(counts.open), overdue: String(counts.overdue) },
      ...{ suspended: String(counts.suspended), asked: String(counts.asked) },
      points: String(pointsOf(endangered.points)),
      items: String(pointsOf(endangered.items)),
      vetoes: String(pointsOf(endangered.vetoes)),
      seen: lastSeenOn === null ? '没有记录' : officialDay(lastSeenOn as Day),
    })),
  )
  return listFile('包挂表', now, [{ definition: sheet, rows }])
}
