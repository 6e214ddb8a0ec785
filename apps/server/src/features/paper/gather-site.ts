import { dayOf, type Instant } from '@chuangyuan/domain/day'
import type { Filling } from '@chuangyuan/domain/paper/fields'
import { siteRoles } from '@chuangyuan/domain/site/site-role'
import { siteKinds } from '@chuangyuan/domain/standard/site-kinds'
import type { ReadTx } from '../../db/transact.ts'
import { orNotFound } from '../../http/refused.ts'
import { findingStore, rulesOf, type FindingRow } from '../finding/public.ts'
import { siteStore } from '../site/public.ts'
import { findingLines, itemNames, momentText, type ItemNames } from './finding-lines.ts'
import type { Gathered } from './gathered.ts'
import { roleTexts } from './texts.ts'

/** How many open findings a sheet lists, and how many that were put right. */
const mostOpen = 200
const mostClosed = 10

/** A site on one page (点位一页纸): who answers for it, what is open, which items it endangers, before and after. */
export async function gatherSite(tx: ReadTx, siteId: string, now: Instant): Promise<Gathered[]> {
  const { query, districtId } = tx
  const site = orNotFound(await siteStore(query, districtId).site(siteId, dayOf(now)), 'site')
  const findings = findingStore(query, districtId)
  const asked = { now, order: 'newest' as const, offset: 0 }
  const open = await findings.page({ site: siteId, open: true }, 'all', { ...asked, limit: mostOpen })
  const closed = await findings.page({ site: siteId, stage: 'closed' }, 'all', {
    ...asked,
    limit: mostClosed,
  })
  const rules = await rulesOf(tx)
  const names = await itemNames(tx)
  const closedLines = findingLines(names, closed.rows, rules, now)
  return [
    {
      title: `${site.name}情况一页纸`,
      ...{ addressed: '', unitId: null, findingIds: open.rows.map(({ finding }) => finding.id) },
      filling: {
        ...{ 点位: site.name, 编码: site.code, 类别: siteKinds[site.kind] },
        位置: [site.street.name, site.community?.name, site.address].filter(Boolean).join(''),
        ...{ 权属: site.owner?.name ?? '—', 属地: site.territoryUnit?.name ?? '—' },
        职责: siteRoles.flatMap((role) =>
          site.holders
            .filter((holder) => holder.role === role)
            .map(({ unit, post, person }) => ({
              ...{ 角色: roleTexts[role], 单位: unit?.name ?? '—' },
              ...{ 岗位: post?.title ?? '—', 姓名: person?.name ?? '—' },
            })),
        ),
        空洞: site.holes.map(({ role }) => roleTexts[role]).join('、') || '无',
        问题数: String(open.total),
        问题: findingLines(names, open.rows, rules, now),
        危及: endangered(open.rows, names),
        照片: closed.rows.map((row, index) => photosOf(row, closedLines[index])),
      },
    },
  ]
}

/** Items by how many open findings endanger them; standards of several years name the same one. */
function endangered(rows: readonly FindingRow[], names: ItemNames): Filling[] {
  const counted = new Map<string, number>()
  for (const { finding } of rows) {
    const own = finding.items.flatMap(({ packKey, itemId }) => names.get(`${packKey} ${itemId}`) ?? [])
    for (const name of new Set(own)) counted.set(name, (counted.get(name) ?? 0) + 1)
  }
  return [...counted]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => ({ 条目: name, 件数: String(count) }))
}

function photosOf({ finding }: FindingRow, line: Filling | undefined): Filling {
  const taken = (at: Instant, photos: readonly string[]) => `${momentText(at)}，${String(photos.length)}张`
  return {
    ...{ 编号: line?.['编号'] ?? '', 问题: line?.['问题'] ?? '' },
    整改前: taken(finding.reporters[0].foundAt, finding.photos),
    整改后: finding.stage === 'closed' ? taken(finding.result.at, finding.result.photos) : '—',
  }
}
