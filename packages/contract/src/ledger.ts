import { findingStages } from '@chuangyuan/domain/finding/finding'
import { severities, streams } from '@chuangyuan/domain/handbook/handbook'
import { currencies } from '@chuangyuan/domain/ledger/ledger-entry'
import { moveReasons } from '@chuangyuan/domain/ledger/ledger-moves'
import type { LedgerRules } from '@chuangyuan/domain/ledger/ledger-rules'
import { checkStatuses } from '@chuangyuan/domain/standard/check'
import { unitKinds, type UnitKind } from '@chuangyuan/domain/standard/unit-kinds'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, instant, page, paging, workbook } from './wire.ts'

const shownDay = z.string().meta({ format: 'date' })
const words = z.string().trim().min(1).max(1000)

/** Millionths of a point, or of an item where the edition gives no points: whole numbers, so that sums are exact. */
const micro = z.int()

/** Three sums that are never added to each other. */
const sums = z.object({ points: micro, items: micro, vetoes: micro })
export type LedgerSums = z.output<typeof sums>

const charged = z.object({ kind: z.enum(['unit', 'street']), id })
const namedCharged = charged.extend({ name: z.string() })
const row = z.string().min(1).max(120)

// Rules

const percent = z.number().min(0).max(100)
const sourced = z.object({ source: z.string().trim().min(1).max(300), status: z.enum(checkStatuses) })

/** The written rule; a district's own one is written from the same shape. */
export const ledgerRules = z.strictObject({
  ownerPercent: z.strictObject({ unit: percent, outside: percent, street: z.literal(0), unknown: percent }),
  outsideKinds: z.array(z.enum(Object.keys(unitKinds) as [UnitKind, ...UnitKind[]])).max(40),
  leaderWeight: z.number().min(1).max(10),
  severityWeight: z.strictObject({
    minor: z.number().min(1).max(100),
    ordinary: z.number().min(1).max(100),
    major: z.number().min(1).max(100),
  }),
  split: z.enum(['unknown', 'equal']),
  deductionKinds: z.record(
    z.string().max(80),
    z.record(z.string().max(80), z.array(z.string().max(60)).max(80)),
  ),
  basis: z.strictObject({
    ownerPercent: sourced,
    outsideKinds: sourced,
    leaderWeight: sourced,
    severityWeight: sourced,
    split: sourced,
    deductionKinds: sourced,
  }),
}) satisfies z.ZodType<LedgerRules>

export const readLedgerRules = operation({
  id: 'ledger.rules',
  method: 'GET',
  path: '/api/ledger/rules',
  summary: '失分追责细则：现行版本及历次修改（0 为随系统提供）',
  policy: withVerb('ledger.read'),
  reply: z.object({
    version: z.int(),
    content: ledgerRules,
    versions: z.array(
      z.object({ version: z.int(), note: z.string(), changedBy: z.string().nullable(), changedAt: instant }),
    ),
  }),
})

export const changeLedgerRules = operation({
  id: 'ledger.changeRules',
  method: 'POST',
  path: '/api/ledger/rules',
  summary: '修改失分追责细则：另存为新版本；只能在最新版本上修改',
  policy: withVerb('ledger.manage'),
  body: z.object({ basedOn: z.int().min(0), note: z.string().trim().min(1).max(500), content: ledgerRules }),
  reply: z.object({ version: z.int() }),
  refusals: ['request.stale'],
})

// The ledger

const group = sums.extend({
  /** Entries that stand behind the sums. */
  entries: z.int(),
  /** Null: no site, no sponsor. */
  of: z.object({ id: z.string(), name: z.string() }).nullable(),
})

export const readLedger = operation({
  id: 'ledger.read',
  method: 'GET',
  path: '/api/ledger',
  summary: '失分账：未销号问题危及多少分（按现行标准包推算），按单位、街道、点位、工作线、包挂岗位合计',
  policy: withVerb('ledger.read'),
  reply: z.object({
    asOf: instant,
    /** Null before the first campaign: without a standard nothing is endangered. */
    pack: z.object({ key: z.string(), version: z.int(), title: z.string(), points: z.boolean() }).nullable(),
    rulesVersion: z.int(),
    total: sums.extend({
      entries: z.int(),
      findings: z.int(),
      /** Part of the points that rests on rows still to be checked, or on an even split. */
      unverified: micro,
      assumed: micro,
      /** Part of the points that the inspection has passed by: lost. */
      lost: micro,
    }),
    /** Open findings that endanger nothing in this standard, by kind. */
    endangerNothing: z.array(z.object({ kind: z.string(), findings: z.int() })),
    /** Units and streets together add up to the total; each of the others does so alone. */
    byUnit: z.array(group),
    byStreet: z.array(group),
    bySite: z.array(group),
    byStream: z.array(group),
    bySponsor: z.array(group),
    appealsOpen: z.int(),
  }),
})

const why = z.discriminatedUnion('code', [
  z.object({
    code: z.literal('deduction'),
    deduction: z.string(),
    each: micro,
    among: z.int(),
    loss: micro,
    capped: z.boolean(),
  }),
  z.object({ code: z.literal('clause'), among: z.int(), loss: micro }),
  z.object({
    code: z.literal('measured'),
    among: z.int(),
    loss: micro,
    weight: z.number(),
    weights: z.number(),
  }),
  z.object({ code: z.literal('veto'), among: z.int() }),
])

const entry = z.object({
  finding: z.object({
    id,
    number: z.int().nullable(),
    kind: z.string(),
    words: z.string(),
    stream: z.enum(streams),
    severity: z.enum(severities),
    stage: z.enum(findingStages),
    byLeader: z.boolean(),
  }),
  site: named.nullable(),
  street: named,
  owner: named.nullable(),
  /** The sponsoring post (包挂岗位); the ledger never names a person. */
  sponsor: z.object({ id, name: z.string() }).nullable(),
  row: z.object({ id: z.string(), number: z.string().nullable(), name: z.string() }),
  currency: z.enum(currencies),
  micro,
  why,
  assumed: z.boolean(),
  check: z.enum(checkStatuses),
  lost: z.boolean(),
  /** Add up to `micro`. */
  charges: z.array(z.object({ to: namedCharged, micro })),
  corrections: z.array(
    z.object({
      id,
      appealId: id,
      from: namedCharged,
      to: namedCharged,
      micro,
      words: z.string(),
      at: instant,
    }),
  ),
  /** What each of them answers for in the end; adds up to `micro`, too. */
  answers: z.array(z.object({ who: namedCharged, micro, mayAppeal: z.boolean() })),
})
export type LedgerEntryOnWire = z.output<typeof entry>

const entryFilters = {
  unit: id.optional(),
  street: id.optional(),
  site: z.union([id, z.literal('none')]).optional(),
  stream: z.enum(streams).optional(),
  sponsor: z.union([id, z.literal('none')]).optional(),
  row: row.optional(),
  finding: id.optional(),
  currency: z.enum(currencies).optional(),
  only: z
    .enum(['lost', 'unverified', 'assumed'])
    .optional()
    .meta({ description: '只列已失的、待核对的或均分假设的' }),
}

export const listLedgerEntries = operation({
  id: 'ledger.entries',
  method: 'GET',
  path: '/api/ledger/entries',
  summary: '失分账的分录：哪个问题危及哪一条、多少、为什么、计在谁名下；大的在前',
  policy: withVerb('ledger.read'),
  query: z.object({ ...paging, ...entryFilters }),
  reply: page(entry).extend({ sums }),
})

export const exportLedgerEntries = operation({
  id: 'ledger.export',
  method: 'GET',
  path: '/api/ledger/export',
  summary: '失分账（Excel）：分录、更正、按单位和街道合计',
  policy: withVerb('ledger.read'),
  query: z.object(entryFilters),
  reply: workbook,
})

export const ledgerMoves = operation({
  id: 'ledger.moves',
  method: 'GET',
  path: '/api/ledger/moves',
  summary: '自某日终了以来的变动：新增、消失、变化的分录，合计等于前后之差',
  policy: withVerb('ledger.read'),
  query: z.object({ since: day.optional().meta({ description: '缺省为最近一次定格' }) }),
  reply: z.object({
    /** The day at whose end the ledger was frozen; null where nothing was frozen yet. */
    since: shownDay.nullable(),
    days: z.array(shownDay),
    before: sums,
    after: sums,
    moves: z.array(
      z.object({
        finding: z.object({ id, number: z.int().nullable(), kind: z.string(), stage: z.enum(findingStages) }),
        street: named,
        row: z.object({ id: z.string(), name: z.string() }),
        currency: z.enum(currencies),
        before: micro,
        after: micro,
        why: z.enum(moveReasons),
      }),
    ),
  }),
})

const morningFilters = { unit: id.optional(), street: id.optional() }

export const morningList = operation({
  id: 'ledger.morning',
  method: 'GET',
  path: '/api/ledger/morning',
  summary: '今日先办：否决项在前，其余按每工时危及多少、还剩多少工时排',
  policy: withVerb('ledger.read'),
  query: z.object({ ...paging, ...morningFilters }),
  reply: page(
    sums.extend({
      finding: z.object({
        id,
        number: z.int().nullable(),
        kind: z.string(),
        words: z.string(),
        stage: z.enum(findingStages),
      }),
      site: named.nullable(),
      street: named,
      unit: named.nullable(),
      effortHours: z.number(),
      /** Working hours; negative when late. Null: neither a limit nor an inspection day is set. */
      hoursLeft: z.number().nullable(),
      until: z.enum(['due', 'inspection']).nullable(),
    }),
  ),
})

export const exportMorning = operation({
  id: 'ledger.exportMorning',
  method: 'GET',
  path: '/api/ledger/morning/export',
  summary: '今日先办（Excel）：顺序与列表相同',
  policy: withVerb('ledger.read'),
  query: z.object(morningFilters),
  reply: workbook,
})

// Appeals

const appeal = z.object({
  id,
  findingId: id,
  number: z.int().nullable(),
  kind: z.string(),
  row: z.object({ id: z.string(), name: z.string() }),
  by: namedCharged,
  reason: z.string(),
  currency: z.enum(currencies),
  /** What it came to when the appeal was made. */
  microThen: micro,
  appealedAt: instant,
  decision: z
    .object({
      upheld: z.boolean(),
      words: z.string(),
      at: instant,
      to: namedCharged.nullable(),
      percent: z.number().nullable(),
    })
    .nullable(),
})
export type LedgerAppeal = z.output<typeof appeal>

const appealFilters = {
  state: z.enum(['open', 'decided']).optional(),
  appeal: id.optional().meta({ description: '只要这一件' }),
}

export const listAppeals = operation({
  id: 'ledger.appeals',
  method: 'GET',
  path: '/api/ledger/appeals',
  summary: '申诉：谁对哪一笔有异议、理由、创建办的决定',
  policy: withVerb('ledger.read'),
  query: z.object({ ...paging, ...appealFilters }),
  reply: page(appeal),
})

export const exportAppeals = operation({
  id: 'ledger.exportAppeals',
  method: 'GET',
  path: '/api/ledger/appeals/export',
  summary: '申诉与更正（Excel）：谁对哪一笔有异议、理由、决定、改计到谁名下',
  policy: withVerb('ledger.read'),
  query: z.object(appealFilters),
  reply: workbook,
})

export const makeAppeal = operation({
  id: 'ledger.appeal',
  method: 'POST',
  path: '/api/ledger/appeals',
  summary: '对计在本单位（街道）名下的一笔提出申诉',
  policy: withVerb('ledger.appeal'),
  body: z.object({ findingId: id, row, by: charged, reason: words }),
  reply: appeal,
  refusals: ['request.not-found', 'identity.outside-scope', 'ledger.not-charged', 'ledger.appeal-pending'],
})

export const decideAppeal = operation({
  id: 'ledger.decide',
  method: 'POST',
  path: '/api/ledger/appeals/:appealId/decision',
  summary: '决定申诉：维持，或更正（改计给别的单位、街道）；原分录与更正都保留',
  policy: withVerb('ledger.manage'),
  params: z.object({ appealId: id }),
  body: z.object({
    words,
    /** Null: the charge stands. */
    correction: z.object({ to: charged, percent: z.number().min(1).max(100) }).nullable(),
  }),
  reply: appeal,
  refusals: [
    'request.not-found',
    'request.unknown-reference',
    'ledger.appeal-decided',
    'ledger.correction-to-itself',
  ],
})
