import { dayOf, officialDay } from '@chuangyuan/domain/day'
import { personalRoles, type SiteRole } from '@chuangyuan/domain/site/site-role'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import type { SheetDefinition } from '@chuangyuan/workbook/sheet-definition'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'
import type { Deps } from '../../deps.ts'
import type { FileReply } from '../../http/bind.ts'
import type { Session } from '../../http/session.ts'
import { holesSummary } from './duty-holes.ts'
import { siteRow } from './export-sites.ts'
import { holeHeadings, holeText, missing } from './hole-texts.ts'
import { siteStore, type PlacedSite } from './store.ts'

const siteColumns = [
  'code',
  'name',
  'kind',
  'street',
  'address',
  'owner',
  'responsibleUnit',
  'firstResponsible',
  'contact',
  'supervisor',
] as const

const siteSheet: SheetDefinition = {
  name: holeHeadings.sites,
  purpose: holeHeadings.sitesPurpose,
  // The import's own columns, so that the headings read the same; plain text, because a hole is no name.
  columns: districtWorkbook.sites.columns
    .filter(({ key }) => siteColumns.some((each) => each === key))
    .map((column) =>
      column.kind === 'one-of'
        ? column
        : { key: column.key, heading: column.heading, kind: 'text', width: 18, example: '' },
    ),
}

const itemSheet = {
  name: holeHeadings.items,
  purpose: holeHeadings.itemsPurpose,
  columns: [
    { key: 'number', heading: '编号', kind: 'text', width: 10, example: '' },
    { key: 'name', heading: '条目', kind: 'text', width: 40, example: '' },
    { key: 'units', heading: '牵头单位', kind: 'text', width: 26, example: '' },
    { key: 'why', heading: '缺什么', kind: 'text', width: 24, example: '' },
  ],
} as const satisfies SheetDefinition

/** What an office hands out for filling: one line per site and per item, so that its lines are the screen's figures. */
export async function exportHoles(
  { db, clock }: Deps,
  by: Session,
  street: string | undefined,
): Promise<FileReply> {
  const { sites, items } = await db.read(by, async (tx) => ({
    sites: await siteStore(tx.query, tx.districtId).sites({ street, holes: true }),
    items: (await holesSummary(tx, street)).items,
  }))
  const on = officialDay(dayOf(clock()))
  const content = await writeWorkbook({
    title: `${holeHeadings.title}（${on}）`,
    sheets: [
      { definition: siteSheet, rows: sites.map(siteWithHoles) },
      {
        definition: itemSheet,
        rows: items.map(({ number, name, units, why }) => ({
          number: number ?? undefined,
          name,
          units: units.join('、'),
          why: holeText[why],
        })),
      },
    ],
  })
  return { fileName: `${holeHeadings.title}${on}.xlsx`, content }
}

function siteWithHoles(site: PlacedSite): WritableRow {
  const all = siteRow(site)
  const row = Object.fromEntries(siteColumns.map((key) => [key, all[key]]))
  for (const { role, why } of site.holes) row[columnOf(role)] = missing(why)
  return row
}

function columnOf(role: SiteRole): (typeof siteColumns)[number] {
  const columns = {
    'first-responsible': 'firstResponsible',
    contact: 'contact',
    supervisor: 'supervisor',
  } as const
  const personal = personalRoles.find((each) => each === role)
  return personal === undefined ? 'responsibleUnit' : columns[personal]
}
