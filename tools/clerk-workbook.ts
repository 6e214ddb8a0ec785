import { demoSeed, generateDemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { dayOf, type Instant } from '@chuangyuan/domain/day'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'

const columnsFilledIn: readonly string[] = ['code', 'name', 'kind', 'street', 'address', 'area']

/** A list of sites as a clerk of the demo district brings it: some rows new, some changed, some wrong. */
export function clerkWorkbook(): Promise<Uint8Array> {
  const town = generateDemoDistrict(demoSeed, dayOf(Date.now() as Instant))
  const streetName = new Map(town.streets.map(({ code, name }) => [code, name]))
  const known: WritableRow[] = town.sites.slice(0, 12).map(({ code, name, kind, street }, n) => ({
    ...{ code, name, kind, street: streetName.get(street) ?? '' },
    ...(n % 3 === 0 ? { address: `演示${String(n + 1)}路北侧`, area: 2_000 + 350 * n } : {}),
  }))
  const fresh = ['春晖口袋公园', '书声口袋公园', '柳岸口袋公园'].map((name, n) => ({
    ...{ code: `KD-${String(n + 1).padStart(3, '0')}`, name, kind: 'pocket-park' },
    ...{ street: '古槐街道', address: '拆违腾退地块', area: 1_200 + 180 * n },
  }))
  const wrong: WritableRow[] = [
    { code: 'KD-004', name: '驿东口袋公园', kind: 'pocket-park', street: '驿东街', area: 900 },
    { code: 'KD-005', name: '听雨游园', kind: 'street-garden', street: '望禾街道', area: '三亩多' },
    { code: 'KD-001', name: '春晖口袋公园东侧', kind: 'pocket-park', street: '古槐街道', area: 600 },
  ]
  const columns = districtWorkbook.sites.columns.filter(({ key }) => columnsFilledIn.includes(key))
  return writeWorkbook({
    title: '新增点位（演示数据）',
    sheets: [{ definition: { ...districtWorkbook.sites, columns }, rows: [...fresh, ...wrong, ...known] }],
  })
}
