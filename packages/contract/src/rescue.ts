import { z } from 'zod'
import { fieldRecordKinds, recordOutcome } from './field.ts'
import { operation, withVerb } from './operation.ts'
import { refusalCodes } from './refusal.ts'
import { id, instant } from './wire.ts'

const rescueId = { params: z.object({ rescueId: id }) }
const passphrase = z.object({ passphrase: z.string().min(1).max(200) })
const unsealing = [
  'request.not-found',
  'rescue.unreadable',
  'rescue.passphrase-wrong',
  'rescue.damaged',
  'rescue.other-district',
  'request.unknown-reference',
] as const

/** The file of a phone that could not send (docs/field-rescue.md). It is kept as it came, encrypted. */
export const uploadRescue = operation({
  id: 'rescue.upload',
  method: 'POST',
  path: '/api/field/rescue-files',
  summary: '上传手机导出的应急文件；只保存，不解密',
  policy: withVerb('finding.manage'),
  query: z.object({ fileName: z.string().trim().min(1).max(200) }),
  upload: true,
  reply: z.object({ rescueId: id }),
  refusals: ['request.too-large', 'rescue.unreadable'],
})

export const previewRescue = operation({
  id: 'rescue.preview',
  method: 'POST',
  path: '/api/field/rescue-files/:rescueId/preview',
  summary: '应急文件里有什么：谁的手机，多少记录与照片，多少已在服务器；什么都不写入',
  policy: withVerb('finding.manage'),
  ...rescueId,
  body: passphrase,
  reply: z.object({
    account: z.object({ id, login: z.string(), name: z.string() }),
    deviceId: id,
    exportedAt: instant,
    records: z.int(),
    photos: z.int(),
    /** How many of them are here already. */
    here: z.object({ records: z.int(), photos: z.int() }),
  }),
  refusals: unsealing,
})

export const loadRescue = operation({
  id: 'rescue.load',
  method: 'POST',
  path: '/api/field/rescue-files/:rescueId/load',
  summary: '载入应急文件（后台进行）：与手机送达同样处理，重复载入无妨',
  policy: withVerb('finding.manage'),
  ...rescueId,
  body: passphrase,
  reply: z.object({ taskId: id }),
  refusals: unsealing,
})

/** Outcome of `rescue.load`. */
export const rescueLoaded = z.object({
  /** What became of each record, in the order in which the phone made them. */
  rows: z.array(
    z.object({
      seq: z.int(),
      what: z.enum(fieldRecordKinds),
      /** The finding that was reported or acted on, or the site that was visited. */
      findingId: id.nullable(),
      siteId: id.nullable(),
      outcome: recordOutcome,
      refusal: z
        .object({ code: z.enum(refusalCodes), details: z.record(z.string(), z.unknown()) })
        .nullable(),
    }),
  ),
  records: z.object({ stored: z.int(), already: z.int(), refused: z.int(), differs: z.int() }),
  photos: z.object({ complete: z.int(), refused: z.int() }),
})
