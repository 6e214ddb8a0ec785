import { z } from 'zod'

/** A variable that is present but empty means the same as one that is absent. */
function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
}

function defaulting<Schema extends z.ZodType>(schema: Schema, value: string) {
  return z.preprocess((given) => (given === undefined || given === '' ? value : given), schema)
}

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ })

/**
 * Every environment variable the server reads, as raw text. `.env.example` is
 * written from this list: the description is the comment, the example is what
 * a person would type.
 */
export const envSchema = z.object({
  DATA_DIR: defaulting(z.string(), './var').meta({
    description: '数据目录：内嵌数据库、附件、日志都在其中。相对路径从启动时的工作目录算起。',
    examples: ['./var'],
  }),
  HOST: defaulting(z.string(), '127.0.0.1').meta({
    description: '监听地址。对外服务请放在反向代理之后，或改为 0.0.0.0。',
    examples: ['127.0.0.1'],
  }),
  PORT: defaulting(z.coerce.number().int().min(0).max(65_535), '8080').meta({
    description: '监听端口；0 表示由系统分配。',
    examples: ['8080'],
  }),
  PUBLIC_URL: optional(z.url({ protocol: /^https?$/ })).meta({
    description: '用户在浏览器里输入的网址，写进通知与二维码；不设则由监听地址得出。',
    examples: ['https://chuangyuan.example.gov.cn'],
  }),
  TRUST_PROXY: defaulting(z.string(), '').meta({
    description: '反向代理的地址或网段（逗号分隔）；只有来自它们的 X-Forwarded-For 才可信。不设则不信任。',
    examples: ['127.0.0.1'],
  }),
  REMINDER_ORIGINS: defaulting(z.string(), '').meta({
    description:
      '除微信、钉钉、飞书和各浏览器的官方推送地址外，提醒还可以发往哪些地址（逗号分隔），如私有部署的企业微信。',
    examples: ['https://wecom.example.gov.cn'],
  }),
  REQUESTS_PER_MINUTE: defaulting(z.coerce.number().int().min(60), '3000').meta({
    description: '同一来源每分钟最多请求数。',
    examples: ['3000'],
  }),
  SEED_DEMO: defaulting(z.enum(['yes', 'no']), 'yes').meta({
    description: '数据库为空时是否写入演示区（演示数据均为虚构）。',
    examples: ['yes'],
  }),
  DATABASE_URL: optional(postgresUrl).meta({
    description: '外部 PostgreSQL（15 或以上）的连接串；不设则启动内嵌数据库。',
    examples: ['postgres://chuangyuan:secret@db.example.gov.cn:5432/chuangyuan'],
  }),
  DATABASE_OWNER_URL: optional(postgresUrl).meta({
    description: '外部数据库中拥有各表的账号，用于迁移、备份、恢复；不设则与 DATABASE_URL 相同。',
    examples: ['postgres://chuangyuan_owner:secret@db.example.gov.cn:5432/chuangyuan'],
  }),
  DATABASE_POOL: defaulting(z.coerce.number().int().min(2).max(200), '10').meta({
    description: '一个进程最多同时使用的数据库连接数。',
    examples: ['10'],
  }),
  PG_BIN_DIR: optional(z.string()).meta({
    description: '用本机已安装的 PostgreSQL（其 bin 目录）代替随程序附带的内嵌数据库程序。',
    examples: ['/usr/lib/postgresql/18/bin'],
  }),
  S3_ENDPOINT: optional(z.url({ protocol: /^https?$/ })).meta({
    description: '附件改存 S3 兼容对象存储：服务网址（不含桶名）。不设则存在数据目录的 blobs 中。',
    examples: ['https://oss.example.gov.cn'],
  }),
  S3_REGION: defaulting(z.string(), 'us-east-1').meta({
    description: '对象存储的区域。',
    examples: ['us-east-1'],
  }),
  S3_BUCKET: optional(z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/)).meta({
    description: '对象存储的桶名；桶须已建好，且只供本系统使用。',
    examples: ['chuangyuan'],
  }),
  S3_KEY_ID: optional(z.string()).meta({
    description: '对象存储的访问密钥编号。',
    examples: ['chuangyuan'],
  }),
  S3_SECRET: optional(z.string()).meta({
    description: '对象存储的访问密钥。',
    examples: ['secret'],
  }),
  S3_PATH_STYLE: defaulting(z.enum(['yes', 'no']), 'yes').meta({
    description: '桶名写在路径里（自建的多为 yes），还是写在主机名里（no）。',
    examples: ['yes'],
  }),
  PHOTO_MAX_MEGABYTES: defaulting(z.coerce.number().int().min(1).max(200), '40').meta({
    description: '一张照片最大多少兆字节。',
    examples: ['40'],
  }),
  PHOTO_MAX_MEGAPIXELS: defaulting(z.coerce.number().int().min(1).max(500), '120').meta({
    description: '一张照片最多多少百万像素；超过的不解码，防止“图片炸弹”。',
    examples: ['120'],
  }),
  RESCUE_MAX_MEGABYTES: defaulting(z.coerce.number().int().min(1).max(100_000), '2000').meta({
    description: '手机应急文件最大多少兆字节。',
    examples: ['2000'],
  }),
  NIGHTLY_BACKUP: defaulting(z.enum(['yes', 'no']), 'yes').meta({
    description: '是否每天夜间自动备份到数据目录的 backups 中。',
    examples: ['yes'],
  }),
  NIGHTLY_BACKUP_HOUR: defaulting(z.coerce.number().int().min(0).max(23), '2').meta({
    description: '夜间备份从几点起（北京时间）；当时没有开机的，开机后补做。',
    examples: ['2'],
  }),
  BACKUP_KEEP_DAYS: defaulting(z.coerce.number().int().min(1).max(3650), '14').meta({
    description: '夜间备份保留几天；手工备份不自动删除。',
    examples: ['14'],
  }),
  LOG_LEVEL: defaulting(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info').meta({
    description: '日志级别：debug、info、warn、error、silent。',
    examples: ['info'],
  }),
})

export type Env = z.infer<typeof envSchema>
