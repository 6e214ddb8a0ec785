import { matterActions, matterKinds, matterStages } from '@chuangyuan/domain/matter/matter'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, instant, page, paging, workbook, yesNo } from './wire.ts'

const shortText = z.string().trim().max(200)
const longText = z.string().trim().max(4000)

const summary = z.object({
  id,
  kind: z.enum(matterKinds),
  stage: z.enum(matterStages),
  title: z.string(),
  unit: named,
  assisting: z.array(named),
  dueOn: day,
  late: z.boolean(),
  meeting: named.nullable(),
  findingId: id.nullable(),
  givenBy: z.string(),
  givenAt: instant,
})
export type MatterSummary = z.output<typeof summary>

const matter = summary.extend({
  words: z.string(),
  steps: z.array(
    z.object({
      action: z.enum([...matterActions, 'give']),
      by: z.string(),
      at: instant,
      words: z.string(),
      until: day.nullable(),
    }),
  ),
  mayDo: z.array(z.enum(matterActions)),
})
export type MatterPage = z.output<typeof matter>

const given = z.object({
  title: shortText.min(1),
  words: longText,
  unitId: id,
  assisting: z.array(id).max(10),
  dueOn: day,
})

const matterId = { params: z.object({ matterId: id }) }

const filters = {
  kind: z.enum(matterKinds).optional(),
  stage: z.enum(matterStages).optional(),
  unit: id.optional(),
  meeting: id.optional(),
  finding: id.optional(),
  /** Not settled yet: open or answered. */
  open: yesNo.optional(),
  late: yesNo.optional(),
}

export const listMatters = operation({
  id: 'matter.list',
  method: 'GET',
  path: '/api/matters',
  summary: '交办事项',
  policy: withVerb('matter.read'),
  query: z.object({ ...paging, ...filters }),
  reply: page(summary),
})

export const exportMatters = operation({
  id: 'matter.export',
  method: 'GET',
  path: '/api/matters/export',
  summary: '交办台账（Excel）：与列表同样的条件',
  policy: withVerb('matter.read'),
  query: z.object({ search: paging.search, ...filters }),
  reply: workbook,
})

export const showMatter = operation({
  id: 'matter.show',
  method: 'GET',
  path: '/api/matters/:matterId',
  summary: '一件交办事项与它的每一步',
  policy: withVerb('matter.read'),
  ...matterId,
  reply: matter,
  refusals: ['request.not-found'],
})

export const giveMatter = operation({
  id: 'matter.give',
  method: 'POST',
  path: '/api/matters',
  summary: '交办：任务、表态承诺，或包挂领导对受阻问题的决定',
  policy: withVerb('matter.give'),
  body: given.extend({
    kind: z.enum(['commitment', 'leader-decision', 'order']),
    findingId: id.nullable(),
  }),
  reply: z.object({ id }),
  refusals: ['request.unknown-reference'],
})

export const moveMatter = operation({
  id: 'matter.move',
  method: 'POST',
  path: '/api/matters/:matterId/steps',
  summary: '记进展、报完成、认可、退回、改期、撤销',
  policy: withVerb('matter.read'),
  ...matterId,
  body: z.object({ action: z.enum(matterActions), words: longText, until: day.nullable() }),
  reply: 'nothing',
  refusals: [
    'request.not-found',
    'identity.outside-scope',
    'matter.not-at-this-stage',
    'matter.words-missing',
    'matter.own-unit',
    'matter.day-not-later',
  ],
})

const meeting = z.object({
  id,
  title: z.string(),
  heldOn: day,
  place: z.string(),
  attendees: z.string(),
  agenda: z.array(z.string()),
  words: z.string(),
  decisions: z.int(),
  openDecisions: z.int(),
})
export type Meeting = z.output<typeof meeting>

export const listMeetings = operation({
  id: 'meeting.list',
  method: 'GET',
  path: '/api/meetings',
  summary: '会议：议题、议定事项多少件、还有多少没办完',
  policy: withVerb('matter.read'),
  query: z.object(paging),
  reply: page(meeting),
})

export const exportMeetings = operation({
  id: 'meeting.export',
  method: 'GET',
  path: '/api/meetings/export',
  summary: '会议台账（Excel）：与列表同样的条件',
  policy: withVerb('matter.read'),
  query: z.object({ search: paging.search }),
  reply: workbook,
})

export const recordMeeting = operation({
  id: 'meeting.record',
  method: 'POST',
  path: '/api/meetings',
  summary: '记一次会议；每条议定成为一件交办事项',
  policy: withVerb('matter.give'),
  body: z.object({
    title: shortText.min(1),
    heldOn: day,
    place: shortText,
    attendees: z.string().trim().max(1000),
    agenda: z.array(shortText.min(1)).max(50),
    words: longText,
    decisions: z.array(given).max(100),
  }),
  reply: z.object({ id }),
  refusals: ['request.unknown-reference'],
})

const todoItem = z.object({
  what: z.enum(['finding', 'matter', 'paper', 'joint-plan', 'appeal', 'sponsorship']),
  /** Of a joint plan its finding's, of a sponsorship that ends its site's. */
  id,
  title: z.string(),
  /** What is to be done, as the thing's own stage. */
  stage: z.string(),
  dueAt: instant.nullable(),
  late: z.boolean(),
  urgent: z.boolean(),
})
export type TodoItem = z.output<typeof todoItem>

export const listTodos = operation({
  id: 'todo.list',
  method: 'GET',
  path: '/api/todos',
  summary: '待办、我发起的：问题、交办事项、公文、申诉在一张表里，先到期的在前',
  policy: withVerb('matter.read'),
  query: z.object({ part: z.enum(['waiting', 'started']).default('waiting') }),
  /** `more`: of some sort there is more than is listed; its own list has all of it. */
  reply: z.object({ items: z.array(todoItem), more: z.boolean() }),
})

const doneStep = z.object({
  /** Number of the journal's line. */
  seq: z.int(),
  at: instant,
  what: z.enum(['finding', 'matter', 'paper', 'appeal']),
  id,
  title: z.string(),
  /** As the journal calls the step. */
  verb: z.string(),
})
export type DoneStep = z.output<typeof doneStep>

export const listDone = operation({
  id: 'todo.done',
  method: 'GET',
  path: '/api/todos/done',
  summary: '已办：本人在问题、交办事项、公文、申诉上做过的每一步，最近的在前',
  policy: withVerb('matter.read'),
  query: z.object({
    before: z.coerce.number().int().min(1).optional().meta({ description: '上一页的 next，接着往前看' }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  /** `next` is null on the last page. */
  reply: z.object({ items: z.array(doneStep), next: z.int().nullable() }),
})
