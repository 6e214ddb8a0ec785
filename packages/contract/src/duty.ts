import { verdicts } from '@chuangyuan/domain/assessment/four-part'
import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { named } from './site.ts'
import { day, id, workbook } from './wire.ts'

/** The post is what answers; the person is who holds it today. */
const dutyPost = z.object({ id, title: z.string(), person: z.string().nullable() })

const lead = z.object({
  dutyId: id,
  unit: named,
  leader: dutyPost.nullable(),
  post: dutyPost.nullable(),
  work: z.string().nullable(),
  dueOn: day.nullable(),
})

/** One item of the standard with whoever leads and assists; several leads where the office has named several. */
const dutyItem = z.object({
  itemId: z.string(),
  number: z.string().nullable(),
  name: z.string(),
  /** The heading right above it. */
  heading: z.object({ id: z.string(), name: z.string() }).nullable(),
  verdict: z.enum(verdicts).nullable(),
  /** Entries of the ledger that endanger it; null for whom the ledger is closed. */
  endangeredBy: z.int().nullable(),
  leads: z.array(lead),
  assisting: z.array(named),
})
export type DutyItem = z.output<typeof dutyItem>

export const listDuties = operation({
  id: 'duty.list',
  method: 'GET',
  path: '/api/duties',
  summary: '责任分解表：每个条目由谁牵头、谁配合、责任领导、责任人、完成时限；按标准的顺序',
  policy: withVerb('facts.read'),
  reply: z.object({ pack: z.string().nullable(), items: z.array(dutyItem) }),
})

export const changeDuty = operation({
  id: 'duty.change',
  method: 'PUT',
  path: '/api/duties/:row',
  summary: '改一个条目的牵头、配合单位，责任领导、责任人、工作内容和完成时限',
  policy: withVerb('facts.import'),
  params: z.object({ row: z.string().min(1).max(200) }),
  body: z.object({
    /** The lead that is changed; null adds one. */
    dutyId: id.nullable(),
    /** Null takes the lead away. */
    lead: z
      .object({
        unitId: id,
        leaderPostId: id.nullable(),
        postId: id.nullable(),
        work: z.string().trim().max(2000).nullable(),
        dueOn: day.nullable(),
      })
      .nullable(),
    assisting: z.array(id).max(100),
  }),
  reply: 'nothing',
  refusals: ['request.not-found', 'request.unknown-reference', 'duty.lead-taken'],
})

export const exportDuties = operation({
  id: 'duty.export',
  method: 'GET',
  path: '/api/duties/export',
  summary: '责任分解表（Excel）；改好后在“基础数据导入”里整表导回',
  policy: withVerb('facts.read'),
  reply: workbook,
})

const formerItem = z.object({ itemId: z.string(), number: z.string().nullable(), name: z.string() })

export const switchedDuties = operation({
  id: 'duty.switched',
  method: 'GET',
  path: '/api/duties/switched',
  summary: '新版对照：最近一次换用标准时，每条职责去了哪里、哪些没有着落',
  policy: withVerb('facts.read'),
  reply: z.object({
    /** Null before the first change of standard. */
    change: z.object({ from: z.string(), to: z.string() }).nullable(),
    moved: z.array(formerItem.extend({ to: z.array(formerItem), units: z.array(z.string()) })),
    /** Without an heir: the unit has no such duty any more. */
    dropped: z.array(formerItem.extend({ units: z.array(z.string()) })),
  }),
})
