import { listSites, listPosts, readPhone } from '@chuangyuan/contract/site'
import { demoSeed, generateDemoDistrict } from '@chuangyuan/demo-district/demo-district'
import { demoPack } from '@chuangyuan/demo-district/standing-rows'
import { dayOf } from '@chuangyuan/domain/day'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testApp, testNow, type TestApp } from '../../testing/test-app.ts'
import { writeDistrictRows } from './public.ts'

let app: TestApp
beforeAll(async () => {
  app = await testApp()
})
afterAll(() => app.close())

it('writes the lists of a whole district by their codes', async () => {
  const district = await app.aDistrict()
  const demo = generateDemoDistrict(demoSeed, dayOf(testNow))
  const rows = {
    streets: demo.streets,
    communities: demo.communities,
    units: demo.units,
    people: demo.people.map((person, at) => ({
      ...person,
      mobile: `1380000${String(at).padStart(4, '0')}`,
    })),
    posts: demo.posts,
    sites: demo.sites.map(({ roles, ...site }) => ({
      ...site,
      roles: [
        { role: 'responsible', unit: roles.responsibleUnit },
        { role: 'contact', post: roles.contact },
      ].flatMap(({ role, unit, post }) =>
        unit === undefined && post === undefined
          ? []
          : [
              {
                role: role === 'contact' ? ('contact' as const) : ('responsible' as const),
                ...(unit === undefined ? {} : { unit }),
                ...(post === undefined ? {} : { post }),
              },
            ],
      ),
    })),
    duties: [],
    figures: demo.figures.map(({ quantity, ...figure }) => ({ input: quantity, ...figure })),
  }
  const ids = await app.deps.db.transact({ districtId: district.id }, (tx) =>
    writeDistrictRows(tx, rows, {
      secret: app.deps.secret,
      packKey: demoPack,
      reportedAt: new Date(testNow),
    }),
  )
  expect(ids.sites.size).toBe(demo.sites.length)
  const sites = await district.as.office(listSites, { query: { limit: 1000 } })
  expect(sites.total).toBe(demo.sites.length)
  expect(sites.rows.every(({ lon }) => lon !== null)).toBe(true)
  const posts = await district.as.office(listPosts, { query: { limit: 1 } })
  const personId = posts.rows[0]?.person?.id ?? ''
  expect(posts.rows[0]?.person?.phoneTail).toBe('0000')
  expect(await district.as.office(readPhone, { params: { personId } })).toEqual({ phone: '13800000000' })
})
