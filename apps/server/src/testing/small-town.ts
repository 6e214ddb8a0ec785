import { writeDistrictRows, type DistrictIds, type DistrictRows } from '../features/intake/public.ts'
import { testNow, type TestApp, type TestDistrict } from './test-app.ts'

/** Complete but for what each site lacks, so that a test names a site by what is wrong with it. */
const chain = [
  { role: 'responsible', unit: 'parks' },
  { role: 'first-responsible', post: 'parks-head' },
  { role: 'contact', post: 'parks-clerk' },
  { role: 'supervisor', post: 'street-head' },
] as const

/** Two streets, three units and five sites: one for each rule of the list. */
export const smallTown: DistrictRows = {
  streets: [
    { code: '370102002', name: '泉城路街道' },
    { code: '370102001', name: '大明湖街道' },
  ],
  communities: [{ code: '370102002001', street: '370102002', name: '芙蓉社区' }],
  units: [
    { code: 'parks', name: '区园林中心', kind: 'landscape' },
    { code: 'roads', name: '区城管局', kind: 'city-management' },
    { code: 'street', name: '泉城路街道办事处', kind: 'street', street: '370102002' },
  ],
  people: [
    { code: 'zhao', name: '赵一', mobile: '13800001234' },
    { code: 'qian', name: '钱二' },
    { code: 'sun', name: '孙三', mobile: '13800005678' },
  ],
  posts: [
    { code: 'parks-head', unit: 'parks', title: '主任', person: 'zhao', order: 1 },
    { code: 'parks-clerk', unit: 'parks', title: '科员', person: 'qian', order: 3 },
    { code: 'street-head', unit: 'street', title: '主任', person: 'sun', order: 2 },
    { code: 'roads-head', unit: 'roads', title: '局长', order: 4 },
  ],
  sites: [
    {
      code: 'G-1',
      name: '泉水公园',
      kind: 'park',
      street: '370102002',
      community: '370102002001',
      owner: 'parks',
      geometry: { type: 'Point', coordinates: [117.02, 36.67] },
      area: 21_000,
      roles: chain,
    },
    { code: 'G-2', name: '无人游园', kind: 'pocket-park', street: '370102002', roles: [] },
    {
      code: 'G-3',
      name: '空岗路',
      kind: 'road',
      street: '370102002',
      geometry: { type: 'Point', coordinates: [117.03, 36.66] },
      roles: [...chain.filter(({ role }) => role !== 'contact'), { role: 'contact', post: 'roads-head' }],
    },
    {
      code: 'G-4',
      name: '单位广场',
      kind: 'square',
      street: '370102001',
      owner: 'roads',
      geometry: { type: 'Point', coordinates: [117.04, 36.65] },
      roles: [
        ...chain.filter(({ role }) => role !== 'supervisor'),
        { role: 'supervisor', unit: 'roads' },
        { role: 'sponsor', post: 'roads-head' },
      ],
    },
    { code: 'G-5', name: '无图绿道', kind: 'greenway', street: '370102001', roles: chain },
  ],
  duties: [],
  figures: [],
}

/** Gives a test district the town's rows. */
export function settle(app: TestApp, district: TestDistrict, rows = smallTown): Promise<DistrictIds> {
  return app.deps.db.transact({ districtId: district.id }, (tx) =>
    writeDistrictRows(tx, rows, {
      secret: app.deps.secret,
      packKey: 'garden-2000-2005',
      reportedAt: new Date(testNow),
    }),
  )
}
