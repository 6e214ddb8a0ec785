import { z } from 'zod'
import { operation, withVerb } from './operation.ts'
import { day, id, instant } from './wire.ts'

const bundleName = z.string().min(1).max(80)

export const bundle = z.object({
  name: bundleName,
  /** Made by the clock, and removed by it after a while; else by hand, and kept. */
  nightly: z.boolean(),
  /** The Beijing day in its name. */
  day,
  madeAt: instant,
  bytes: z.int(),
  /** SHA-256 of the file, as noted beside it; null where nobody noted one yet. */
  sha256: z.string().nullable(),
})
export type Bundle = z.output<typeof bundle>

export const listBundles = operation({
  id: 'backup.list',
  method: 'GET',
  path: '/api/backups',
  summary: '备份文件清单与夜间备份的情况',
  policy: withVerb('backup.run'),
  reply: z.object({
    bundles: z.array(bundle),
    nightly: z.object({
      on: z.boolean(),
      /** Hour of the Beijing day from which it is made. */
      hour: z.int(),
      keepDays: z.int(),
      lastDay: day.nullable(),
      failedAt: instant.nullable(),
    }),
    /** Where the files lie on the server. */
    folder: z.string(),
    secretKey: z.string(),
  }),
  refusals: ['backup.other-districts'],
})

export const makeBundle = operation({
  id: 'backup.make',
  method: 'POST',
  path: '/api/backups',
  summary: '立即备份整个系统（后台进行）；任务结果为文件名、大小与校验值',
  policy: withVerb('backup.run'),
  reply: z.object({ taskId: id }),
  refusals: ['backup.other-districts'],
})

export const downloadBundle = operation({
  id: 'backup.download',
  method: 'GET',
  path: '/api/backups/:bundle',
  summary: '下载备份文件；记入日志',
  policy: withVerb('backup.run'),
  params: z.object({ bundle: bundleName }),
  reply: { file: 'application/gzip' },
  refusals: ['request.not-found', 'backup.other-districts'],
})

export const verifyBundle = operation({
  id: 'backup.verify',
  method: 'POST',
  path: '/api/backups/:bundle/verification',
  summary: '通读备份文件，逐项核对校验值（后台进行）',
  policy: withVerb('backup.run'),
  params: z.object({ bundle: bundleName }),
  reply: z.object({ taskId: id }),
  refusals: ['request.not-found', 'backup.other-districts', 'backup.damaged'],
})
