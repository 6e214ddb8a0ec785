import { siteRoles } from '@chuangyuan/domain/site/site-role'
import { siteKinds, type SiteKind } from '@chuangyuan/domain/standard/site-kinds'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { id, page, paging, workbook, yesNo } from './wire.ts'

export const siteKind = z.enum(Object.keys(siteKinds) as [SiteKind, ...SiteKind[]])
const holeWhy = z.enum(['nobody', 'no-post', 'vacant'])

export const named = z.object({ id, name: z.string() })

/** Who fills a role. The person is shown, the responsibility hangs on the post. */
export const holder = z.object({
  role: z.enum(siteRoles),
  unit: named.nullable(),
  post: z.object({ id, title: z.string() }).nullable(),
  person: named.nullable(),
})

export const siteHole = z.object({ role: z.enum(siteRoles), why: holeWhy })

export const site = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: siteKind,
  /** 属地. */
  street: named,
  community: named.nullable(),
  territoryUnit: named.nullable(),
  /** 权属. */
  owner: named.nullable(),
  address: z.string().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  area: z.number().nullable(),
  length: z.number().nullable(),
  onRoute: z.boolean(),
  remark: z.string().nullable(),
  holders: z.array(holder),
  holes: z.array(siteHole),
})
export type Site = z.output<typeof site>

const filters = {
  street: id.optional(),
  kind: siteKind.optional(),
  unit: id.optional().meta({ description: '权属单位，或担任任一角色的单位' }),
  holes: yesNo.optional().meta({ description: 'true 只列责任有空洞的点位' }),
  hole: z.enum(siteRoles).optional().meta({ description: '只列这一角色有空洞的点位' }),
  placed: yesNo.optional().meta({ description: 'false 只列没有坐标的点位' }),
}

export const listSites = operation({
  id: 'site.list',
  method: 'GET',
  path: '/api/sites',
  summary: '点位清单',
  policy: withVerb('facts.read'),
  query: z.object({ ...paging, ...filters }),
  reply: page(site),
})

export const exportSites = operation({
  id: 'site.export',
  method: 'GET',
  path: '/api/sites/export',
  summary: '点位清单（Excel，与导入的工作簿同格式）',
  policy: withVerb('facts.read'),
  query: z.object({ search: paging.search, ...filters }),
  reply: workbook,
})

export const mapSites = operation({
  id: 'site.map',
  method: 'GET',
  path: '/api/sites/map',
  summary: '点位图（GeoJSON，CGCS2000 经纬度）',
  policy: withVerb('facts.read'),
  query: z.object({ search: paging.search, ...filters }),
  reply: z.object({
    type: z.literal('FeatureCollection'),
    features: z.array(
      z.object({
        type: z.literal('Feature'),
        id: z.string(),
        geometry: z.record(z.string(), z.unknown()),
        properties: z.object({
          id,
          code: z.string(),
          name: z.string(),
          kind: siteKind,
          street: z.string(),
          holes: z.int(),
          /** The point that stands for it, on the outline where it has one. */
          lon: z.number(),
          lat: z.number(),
        }),
      }),
    ),
    /** Sites that nobody has placed yet and that are therefore not on the map. */
    unplaced: z.int(),
    /** Sites with a hole in their chain of duty, on the map or not. */
    withHoles: z.int(),
  }),
})

export const getSite = operation({
  id: 'site.get',
  method: 'GET',
  path: '/api/sites/:siteId',
  summary: '一个点位',
  policy: withVerb('facts.read'),
  params: z.object({ siteId: id }),
  reply: site.extend({ geometry: z.record(z.string(), z.unknown()).nullable() }),
  refusals: ['request.not-found'],
})

const siteFields = {
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(120),
  kind: siteKind,
  streetId: id,
  communityId: id.nullable(),
  territoryUnitId: id.nullable(),
  ownerUnitId: id.nullable(),
  address: z.string().trim().max(200).nullable(),
  lon: z.number().min(73).max(136).nullable(),
  lat: z.number().min(3).max(54).nullable(),
  area: z.number().min(0).nullable(),
  length: z.number().min(0).nullable(),
  onRoute: z.boolean(),
  remark: z.string().trim().max(500).nullable(),
  holders: z
    .array(z.object({ role: z.enum(siteRoles), unitId: id.nullable(), postId: id.nullable() }))
    .max(40)
    .refine((holders) => holders.every(({ unitId, postId }) => unitId !== null || postId !== null)),
}

export const createSite = operation({
  id: 'site.create',
  method: 'POST',
  path: '/api/sites',
  summary: '新增点位',
  policy: withVerb('site.edit'),
  body: z.object(siteFields),
  reply: site,
  refusals: ['site.code-taken', 'request.unknown-reference'],
})

export const changeSite = operation({
  id: 'site.change',
  method: 'PUT',
  path: '/api/sites/:siteId',
  summary: '修改点位',
  policy: withVerb('site.edit'),
  params: z.object({ siteId: id }),
  body: z.object(siteFields),
  reply: site,
  refusals: ['request.not-found', 'site.code-taken', 'request.unknown-reference'],
})

/** Lists to choose from: short, whole, in protocol order. */
export const listPlaces = operation({
  id: 'site.places',
  method: 'GET',
  path: '/api/places',
  summary: '街道、社区与单位（供选择）',
  policy: withVerb('facts.read'),
  reply: z.object({
    streets: z.array(named.extend({ code: z.string(), people: z.int().nullable() })),
    communities: z.array(named.extend({ code: z.string(), streetId: id })),
    units: z.array(named.extend({ kind: z.string().nullable(), streetId: id.nullable() })),
  }),
})

/** A post with its unit and whoever holds it now; the work hangs on the post. */
export const postHolder = z.object({
  postId: id,
  title: z.string(),
  unit: named,
  person: named.nullable(),
})
export type PostHolder = z.output<typeof postHolder>

export const post = z.object({
  id,
  title: z.string(),
  unit: named,
  person: named.extend({ phoneTail: z.string().nullable() }).nullable(),
  body: z.string().nullable(),
  campaignRole: z.string().nullable(),
})

export const listPosts = operation({
  id: 'site.posts',
  method: 'GET',
  path: '/api/posts',
  summary: '职务与任职人（按礼宾顺序；手机号只显示后四位）',
  policy: withVerb('facts.read'),
  query: z.object({ ...paging, unit: id.optional() }),
  reply: page(post),
})

export const readPhone = operation({
  id: 'site.readPhone',
  method: 'GET',
  path: '/api/people/:personId/phone',
  summary: '查看一个人的手机号；每次查看记入日志',
  policy: withVerb('person.read-phone'),
  params: z.object({ personId: id }),
  reply: z.object({ phone: z.string().nullable() }),
  refusals: ['request.not-found'],
})

export const listDutyHoles = operation({
  id: 'site.dutyHoles',
  method: 'GET',
  path: '/api/duty-holes',
  summary: '责任空洞：没有落实到人的点位与标准条目',
  policy: withVerb('facts.read'),
  query: z.object({ street: id.optional() }),
  reply: z.object({
    sites: z.int(),
    sitesWithHoles: z.int(),
    /** How many sites lack each role. */
    byRole: z.array(z.object({ role: z.enum(siteRoles), sites: z.int() })),
    byStreet: z.array(z.object({ street: named, sites: z.int(), sitesWithHoles: z.int() })),
    items: z.array(
      z.object({
        itemId: z.string(),
        number: z.string().nullable(),
        name: z.string(),
        why: holeWhy,
        units: z.array(z.string()),
      }),
    ),
  }),
})

export const exportDutyHoles = operation({
  id: 'site.exportDutyHoles',
  method: 'GET',
  path: '/api/duty-holes/export',
  summary: '责任空洞（Excel）：每个点位、每个标准条目缺谁',
  policy: withVerb('facts.read'),
  query: z.object({ street: id.optional() }),
  reply: workbook,
})
