import { serveWork } from '@chuangyuan/process/serve-work'
import { districtWorkbook } from '@chuangyuan/workbook/district-workbook'
import { writeWorkbook, type WritableRow } from '@chuangyuan/workbook/write-workbook'

// A workbook as a large district would hand it in; every site has its full set of roles.

export interface WorkbookWork {
  readonly input: { readonly sites: number; readonly districtCode: string }
  readonly progress: never
  readonly answer: Uint8Array
}

const streets = 20
const unitsPerStreet = 5
const postsPerUnit = 4
const kinds = ['park', 'road', 'residential-area', 'street-garden', 'unit', 'storefront'] as const

const two = (n: number) => String(n).padStart(3, '0')
const streetName = (n: number) => `第${String(n + 1)}街道`
const unitName = (n: number) =>
  `${streetName(Math.floor(n / unitsPerStreet))}单位${String((n % unitsPerStreet) + 1)}`
const personName = (n: number) => `演示${String(n + 1)}号`
const people = streets * unitsPerStreet * postsPerUnit

function rowsOf(count: number, row: (n: number) => WritableRow): WritableRow[] {
  return Array.from({ length: count }, (_, n) => row(n))
}

serveWork<WorkbookWork>(({ sites, districtCode }) =>
  writeWorkbook({
    title: '基础数据',
    sheets: [
      {
        definition: districtWorkbook.streets,
        rows: rowsOf(streets, (n) => ({
          code: `${districtCode}${two(n + 1)}`,
          name: streetName(n),
          kind: 'street',
          protocolOrder: n + 1,
          people: 40_000 + n,
        })),
      },
      {
        definition: districtWorkbook.communities,
        rows: rowsOf(streets * 4, (n) => ({
          code: `${districtCode}${two(Math.floor(n / 4) + 1)}${two((n % 4) + 1)}`,
          name: `社区${String(n + 1)}`,
          street: streetName(Math.floor(n / 4)),
          phone: `139${String(n).padStart(8, '0')}`,
        })),
      },
      {
        definition: districtWorkbook.units,
        rows: rowsOf(streets * unitsPerStreet, (n) => ({
          name: unitName(n),
          kind: 'street',
          street: streetName(Math.floor(n / unitsPerStreet)),
        })),
      },
      {
        definition: districtWorkbook.peoplePosts,
        rows: rowsOf(people, (n) => ({
          name: personName(n),
          unit: unitName(Math.floor(n / postsPerUnit)),
          post: `岗位${String((n % postsPerUnit) + 1)}`,
          mobile: `138${String(n).padStart(8, '0')}`,
        })),
      },
      {
        definition: districtWorkbook.sites,
        rows: rowsOf(sites, (n) => {
          const street = n % streets
          const unit = street * unitsPerStreet + (n % unitsPerStreet)
          return {
            code: `D-${String(n + 1).padStart(6, '0')}`,
            name: `演示点位${String(n + 1)}号`,
            kind: kinds[n % kinds.length],
            street: streetName(street),
            community: `社区${String(street * 4 + (n % 4) + 1)}`,
            address: `演示${String(n % 90)}路${String(n % 400)}号`,
            owner: unitName(unit),
            territory: unitName(street * unitsPerStreet),
            responsibleUnit: unitName(unit),
            firstResponsible: personName(unit * postsPerUnit),
            contact: personName(unit * postsPerUnit + 1),
            supervisor: personName(n % people),
            adoptingLeader: personName((n * 7) % people),
            memberUnits: [unitName((unit + 1) % (streets * unitsPerStreet))],
            lon: 118 + (n % 200) / 1000,
            lat: 36 + Math.floor(n / 200) / 1000,
            coordinateSystem: 'gcj-02',
            area: 100 + (n % 900),
            onRoute: n % 7 === 0,
          }
        }),
      },
    ],
  }),
)
