import { districtWorkbook, districtWorkbookTitle } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import { officialDay, dayOf } from '@chuangyuan/domain/day'
import type { SiteRole } from '@chuangyuan/domain/site/site-role'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { siteStore, type PlacedSite, type SiteFilter } from './store.ts'

/** The list as the workbook that it can be imported from again. */
export async function exportAll({ db, clock }: Deps, by: Session, filter: SiteFilter): Promise<FileReply> {
  const sites = await db.read(by, ({ query, districtId }) =>
    siteStore(query, districtId).sites(filter, dayOf(clock())),
  )
  const content = await writeWorkbook({
    title: districtWorkbookTitle,
    sheets: [{ definition: districtWorkbook.sites, rows: sites.map(siteRow) }],
  })
  return { fileName: `点位清单${officialDay(dayOf(clock()))}.xlsx`, content }
}

/** One line of the workbook's list of sites. */
export function siteRow(site: PlacedSite): WritableRow {
  const person = (role: SiteRole) => site.holders.find((each) => each.role === role)?.person?.name
  const unit = (role: SiteRole) => site.holders.find((each) => each.role === role)?.unit?.name
  return {
    code: site.code,
    name: site.name,
    kind: site.kind,
    street: site.street.name,
    community: site.community?.name,
    address: site.address ?? undefined,
    owner: site.owner?.name,
    territory: site.territoryUnit?.name,
    responsibleUnit: unit('responsible'),
    firstResponsible: person('first-responsible'),
    contact: person('contact'),
    supervisor: person('supervisor'),
    adoptingLeader: person('sponsor'),
    adoptingUnit: unit('sponsor-unit'),
    memberUnits: site.holders.flatMap(({ role, unit: each }) =>
      role === 'member' && each !== null ? [each.name] : [],
    ),
    lon: site.lon ?? undefined,
    lat: site.lat ?? undefined,
    coordinateSystem: site.lon === null ? undefined : 'cgcs2000',
    area: site.area ?? undefined,
    length: site.length ?? undefined,
    onRoute: site.onRoute,
    remark: site.remark ?? undefined,
  }
}
