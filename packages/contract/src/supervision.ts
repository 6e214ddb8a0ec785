import { checkStatuses } from '@chuangyuan/domain/standard/check'
import { needReasons, siteStates } from '@chuangyuan/domain/supervision/need'
import { entryVerdicts } from '@chuangyuan/domain/supervision/visit'
import { z } from 'zod'
import { placeInput } from './finding.ts'
import { operation, withVerb } from './operation.ts'
import { named, postHolder, siteKind } from './site.ts'
import { day, id, instant, page, paging, workbook, yesNo } from './wire.ts'

const shownDay = z.string().meta({ format: 'date' })

// Teams

const teamInput = z.object({
  name: z.string().trim().min(1).max(60),
  leaderPostId: id,
  memberPostIds: z.array(id).min(1).max(60),
  /** Both days belong to the period. */
  from: day,
  until: day,
  /** Protocol order among the teams. */
  order: z.int().min(0).max(9999),
})

export const team = z.object({
  id,
  name: z.string(),
  leader: postHolder,
  /** In protocol order, the leader among them. */
  members: z.array(postHolder),
  from: shownDay,
  until: shownDay,
  order: z.int(),
})
export type Team = z.output<typeof team>

export const listTeams = operation({
  id: 'supervision.teams',
  method: 'GET',
  path: '/api/teams',
  summary: '督查组：组长、成员及其单位、起止日期',
  policy: withVerb('finding.read'),
  reply: z.array(team),
})

export const exportTeams = operation({
  id: 'supervision.exportTeams',
  method: 'GET',
  path: '/api/teams/export',
  summary: '督查组名单（Excel）',
  policy: withVerb('finding.read'),
  reply: workbook,
})

const teamRefusals = [
  'supervision.period-reversed',
  'supervision.leader-not-member',
  'request.unknown-reference',
] as const

export const createTeam = operation({
  id: 'supervision.createTeam',
  method: 'POST',
  path: '/api/teams',
  summary: '新建督查组',
  policy: withVerb('supervision.edit'),
  body: teamInput,
  reply: team,
  refusals: teamRefusals,
})

export const changeTeam = operation({
  id: 'supervision.changeTeam',
  method: 'PUT',
  path: '/api/teams/:teamId',
  summary: '修改督查组',
  policy: withVerb('supervision.edit'),
  params: z.object({ teamId: id }),
  body: teamInput,
  reply: team,
  refusals: ['request.not-found', ...teamRefusals],
})

// Plans and their zones

const groundPoint = z.tuple([z.number().min(73).max(136), z.number().min(3).max(54)])

const zoneInput = z.object({
  /** Made by the screen, so that a zone keeps its id when the set is written again. */
  id,
  name: z.string().trim().min(1).max(60),
  teamId: id.nullable(),
  streetIds: z.array(id).max(200),
  /** Longitudes and latitudes in CGCS2000/WGS-84, closed or not; null where nothing is drawn. */
  ring: z.array(groundPoint).min(3).max(2000).nullable(),
  siteIds: z.array(id).max(20_000),
})
export type ZoneInput = z.output<typeof zoneInput>

const planInput = z.object({
  name: z.string().trim().min(1).max(60),
  from: day,
  until: day,
  /** How many sites one team sees in a day. */
  sitesPerDay: z.int().min(1).max(200),
  /** The whole set; what is left out is gone. */
  zones: z
    .array(zoneInput)
    .max(60)
    .refine((zones) => new Set(zones.map((zone) => zone.id)).size === zones.length),
})
export type PlanInput = z.output<typeof planInput>

const planHead = z.object({
  id,
  name: z.string(),
  from: shownDay,
  until: shownDay,
  sitesPerDay: z.int(),
  zones: z.int(),
  /** The plan that holds today. */
  isCurrent: z.boolean(),
})

export const plan = planHead.extend({
  zones: z.array(zoneInput.extend({ team: named.nullable(), sites: z.int() })),
  /** Every site and the zones that claim it: none is a gap (漏), more than one an overlap (重). */
  sites: z.array(
    z.object({
      id,
      code: z.string(),
      name: z.string(),
      kind: siteKind,
      street: named,
      lon: z.number().nullable(),
      lat: z.number().nullable(),
      zoneIds: z.array(id),
    }),
  ),
  gaps: z.int(),
  overlaps: z.int(),
})
export type Plan = z.output<typeof plan>

export const listPlans = operation({
  id: 'supervision.plans',
  method: 'GET',
  path: '/api/patrol-plans',
  summary: '巡查计划',
  policy: withVerb('finding.read'),
  reply: z.array(planHead),
})

export const getPlan = operation({
  id: 'supervision.plan',
  method: 'GET',
  path: '/api/patrol-plans/:planId',
  summary: '一份巡查计划：分片、每个点位归哪片、漏分与重分',
  policy: withVerb('finding.read'),
  params: z.object({ planId: id }),
  reply: plan,
  refusals: ['request.not-found'],
})

const planRefusals = ['supervision.period-reversed', 'request.unknown-reference'] as const

export const createPlan = operation({
  id: 'supervision.createPlan',
  method: 'POST',
  path: '/api/patrol-plans',
  summary: '新建巡查计划',
  policy: withVerb('supervision.edit'),
  body: planInput,
  reply: plan,
  refusals: planRefusals,
})

export const changePlan = operation({
  id: 'supervision.changePlan',
  method: 'PUT',
  path: '/api/patrol-plans/:planId',
  summary: '修改巡查计划及其全部分片',
  policy: withVerb('supervision.edit'),
  params: z.object({ planId: id }),
  body: planInput,
  reply: plan,
  refusals: ['request.not-found', ...planRefusals],
})

export const proposeZones = operation({
  id: 'supervision.proposeZones',
  method: 'GET',
  path: '/api/zone-proposal',
  summary: '均分点位为若干片：片间点位数至多差一，片内尽量集中（直线距离）',
  policy: withVerb('finding.read'),
  query: z.object({ count: z.coerce.number().int().min(1).max(60) }),
  reply: z.object({
    zones: z.array(z.object({ siteIds: z.array(id) })),
    /** Root mean square straight-line distance of a site from the middle of its zone, metres. */
    spreadMetres: z.number(),
  }),
})

export const exportZones = operation({
  id: 'supervision.exportZones',
  method: 'GET',
  path: '/api/patrol-plans/:planId/export',
  summary: '分片表（Excel）：每个点位归哪片、哪组，漏分与重分标明',
  policy: withVerb('finding.read'),
  params: z.object({ planId: id }),
  reply: workbook,
  refusals: ['request.not-found'],
})

// The day's patrol

const listedSite = z.object({
  id,
  code: z.string(),
  name: z.string(),
  kind: siteKind,
  street: named,
  lon: z.number().nullable(),
  lat: z.number().nullable(),
})

const stop = z.object({
  site: listedSite,
  zone: named,
  dueOn: shownDay.nullable(),
  /** Negative while it is not due; null where no cycle is set. */
  daysOverdue: z.int().nullable(),
  /** The strongest first. */
  reasons: z.array(z.enum(needReasons)),
  openFindings: z.int(),
  lastSeenOn: shownDay.nullable(),
})
export type PatrolStop = z.output<typeof stop>

export const patrolToday = operation({
  id: 'supervision.today',
  method: 'GET',
  path: '/api/patrol/today',
  summary: '今日巡查单：各组该看哪些点位、为什么、按什么顺序走（直线距离）',
  policy: withVerb('finding.read'),
  query: z.object({ team: id.optional() }),
  reply: z.object({
    day: shownDay,
    /** Null where no plan holds today. */
    plan: planHead.nullable(),
    teams: z.array(
      z.object({
        team: named,
        /** Sites of its zones, and how many of them are due or overdue today and not yet seen. */
        sites: z.int(),
        due: z.int(),
        /** Straight lines between the stops, added up. */
        walkMetres: z.number(),
        stops: z.array(stop),
      }),
    ),
    /** Sites that no team will see: in no zone, or in a zone without a team. */
    unassigned: z.int(),
  }),
})

export const exportToday = operation({
  id: 'supervision.exportToday',
  method: 'GET',
  path: '/api/patrol/today/export',
  summary: '今日巡查单（Excel，每组一张表）',
  policy: withVerb('finding.read'),
  reply: workbook,
})

export const patrolCycle = operation({
  id: 'supervision.cycle',
  method: 'GET',
  path: '/api/patrol/cycle',
  summary: '巡查周期：各类点位多少天至少看一次，多少在周期内、多少超期、多少从未看过',
  policy: withVerb('finding.read'),
  reply: z.array(
    z.object({
      kind: siteKind,
      /** Null where the handbook sets no cycle. */
      days: z.int().nullable(),
      source: z.string().nullable(),
      status: z.enum(checkStatuses).nullable(),
      sites: z.int(),
      within: z.int(),
      overdue: z.int(),
      neverSeen: z.int(),
    }),
  ),
})

export const patrolSites = operation({
  id: 'supervision.sites',
  method: 'GET',
  path: '/api/patrol/sites',
  summary: '点位按巡查情况：在周期内、超期、从未看过、今日到期；今日巡查单与巡查周期的数都由此而来',
  policy: withVerb('finding.read'),
  query: z.object({
    ...paging,
    kind: siteKind.optional(),
    team: id.optional().meta({ description: '今天由这一组看的' }),
    street: id.optional(),
    state: z.enum(siteStates).optional(),
  }),
  reply: page(
    stop.pick({ site: true, dueOn: true, daysOverdue: true, openFindings: true, lastSeenOn: true }),
  ),
})

// Key sites

const keySiteInput = z.object({
  postId: id,
  everyDays: z.int().min(1).max(365),
  /** What is watched for. */
  words: z.string().trim().max(500),
})

const keySite = z.object({
  site: listedSite,
  watcher: postHolder,
  everyDays: z.int(),
  words: z.string(),
  lastSeenOn: shownDay.nullable(),
  dueOn: shownDay.nullable(),
  daysOverdue: z.int().nullable(),
  openFindings: z.int(),
})

export const listKeySites = operation({
  id: 'supervision.keySites',
  method: 'GET',
  path: '/api/key-sites',
  summary: '重点点位：盯守岗位、几天一看、上次看是哪天',
  policy: withVerb('finding.read'),
  reply: z.array(keySite),
})

export const exportKeySites = operation({
  id: 'supervision.exportKeySites',
  method: 'GET',
  path: '/api/key-sites/export',
  summary: '重点点位（Excel）',
  policy: withVerb('finding.read'),
  reply: workbook,
})

export const setKeySite = operation({
  id: 'supervision.setKeySite',
  method: 'PUT',
  path: '/api/key-sites/:siteId',
  summary: '设为重点点位，或改其盯守岗位与周期',
  policy: withVerb('supervision.edit'),
  params: z.object({ siteId: id }),
  body: keySiteInput,
  reply: keySite,
  refusals: ['request.not-found', 'request.unknown-reference'],
})

export const dropKeySite = operation({
  id: 'supervision.dropKeySite',
  method: 'DELETE',
  path: '/api/key-sites/:siteId',
  summary: '不再作重点点位',
  policy: withVerb('supervision.edit'),
  params: z.object({ siteId: id }),
  reply: 'nothing',
  refusals: ['request.not-found'],
})

// Missed visits

const missedFilters = {
  kind: siteKind.optional(),
  street: id.optional(),
  seenSince: yesNo.optional().meta({ description: 'false 只列至今仍未看的' }),
  from: day.optional(),
  to: day.optional(),
}

export const listMissed = operation({
  id: 'supervision.missed',
  method: 'GET',
  path: '/api/missed-visits',
  summary: '漏巡：周期已满而没有看的点位（不计在任何人名下）',
  policy: withVerb('finding.read'),
  query: z.object({ ...paging, ...missedFilters }),
  reply: page(
    z.object({
      site: listedSite,
      dueOn: shownDay,
      cycleDays: z.int(),
      /** The first visit after it. */
      seenOn: shownDay.nullable(),
    }),
  ),
})

export const exportMissed = operation({
  id: 'supervision.exportMissed',
  method: 'GET',
  path: '/api/missed-visits/export',
  summary: '漏巡点位（Excel）',
  policy: withVerb('finding.read'),
  query: z.object({ search: paging.search, ...missedFilters }),
  reply: workbook,
})

// Visits

/**
 * One visit to a site: the entries of its checklist, each answered or left open.
 * What failed travels as findings of their own, which name the visit.
 */
export const visitInput = z.object({
  id,
  siteId: id,
  checklistId: z.string().max(60),
  /** The patrol that asked for it; null for a visit that nobody planned. */
  teamId: id.nullable(),
  startedAt: instant,
  endedAt: instant,
  place: placeInput.nullable(),
  entries: z
    .array(
      z.object({
        entryId: z.string().max(60),
        verdict: z.enum(entryVerdicts),
        words: z.string().trim().max(500),
      }),
    )
    .max(60),
  words: z.string().trim().max(1000),
  onBehalfOf: z.string().trim().max(60).nullable(),
})
export type VisitInput = z.output<typeof visitInput>

/** Held by the office and by supervision: those who see whether what was said is so. */
const visiting = withVerb('finding.check-measures')

export const recordVisit = operation({
  id: 'visit.record',
  method: 'POST',
  path: '/api/visits',
  summary: '记一次巡查；同一编号同样内容再送无妨，内容不同则退回',
  policy: visiting,
  body: visitInput,
  reply: z.object({ id, outcome: z.enum(['stored', 'already']) }),
  refusals: [
    'visit.checklist-unfit',
    'visit.entry-unknown',
    'visit.entry-twice',
    'visit.ends-before-start',
    'visit.differs',
    'request.unknown-reference',
    'identity.outside-scope',
  ],
})

const visitSummary = z.object({
  id,
  site: named,
  team: named.nullable(),
  seenOn: shownDay,
  startedAt: instant,
  endedAt: instant,
  passed: z.int(),
  failed: z.int(),
  notSeen: z.int(),
  words: z.string(),
  /** Whoever wrote it down, and for whom where that was somebody else. */
  recordedBy: z.string().nullable(),
  onBehalfOf: z.string().nullable(),
})

const visitFilters = {
  site: id.optional(),
  kind: siteKind.optional(),
  team: id.optional(),
  street: id.optional(),
  failed: yesNo.optional().meta({ description: 'true 只列有不合格项的' }),
  from: day.optional(),
  to: day.optional(),
}

export const listVisits = operation({
  id: 'visit.list',
  method: 'GET',
  path: '/api/visits',
  summary: '巡查记录',
  policy: withVerb('finding.read'),
  query: z.object({ ...paging, ...visitFilters }),
  reply: page(visitSummary),
})

export const exportVisits = operation({
  id: 'visit.export',
  method: 'GET',
  path: '/api/visits/export',
  summary: '巡查记录（Excel）',
  policy: withVerb('finding.read'),
  query: z.object({ search: paging.search, ...visitFilters }),
  reply: workbook,
})

export const visitsOfSite = operation({
  id: 'visit.ofSite',
  method: 'GET',
  path: '/api/sites/:siteId/visits',
  summary: '一个点位的巡查经过：最近各次与每一检查项的结果',
  policy: withVerb('finding.read'),
  params: z.object({ siteId: id }),
  reply: z.object({
    cycleDays: z.int().nullable(),
    dueOn: shownDay.nullable(),
    /** The newest first. */
    visits: z.array(visitSummary),
    /** Every entry of the site's checklist today, with its answers in the order of `visits`; null: not asked then. */
    entries: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        answers: z.array(z.object({ verdict: z.enum(entryVerdicts), words: z.string() }).nullable()),
      }),
    ),
  }),
  refusals: ['request.not-found'],
})
