/** What can be wrong with the database as a thing on a machine; the rows' own refusals are elsewhere. */
export interface DatabaseFaults {
  'database.platform-unsupported': { readonly platform: string }
  'database.binaries-missing': { readonly directory: string; readonly reason: string }
  'database.no-user': { readonly reason: string }
  'database.unreachable-for-user': { readonly path: string; readonly user: string }
  'database.directory-not-writable': { readonly path: string; readonly reason: string }
  'database.wrong-major': { readonly directory: string; readonly found: string; readonly expected: string }
  'database.data-missing': { readonly link: string; readonly target: string }
  'database.initdb-failed': { readonly directory: string; readonly output: string }
  'database.start-failed': { readonly directory: string; readonly output: string }
  'database.start-timeout': { readonly directory: string; readonly seconds: number; readonly output: string }
  'database.attach-denied': { readonly directory: string; readonly reason: string }
  'database.disk-full': { readonly directory: string; readonly output: string }
  'database.server-unreachable': { readonly host: string; readonly reason: string }
  'database.server-too-old': { readonly found: string; readonly oldest: string }
  'database.encoding': { readonly found: string }
  'database.role-unsafe': { readonly role: string; readonly reason: string }
  'database.migration-failed': { readonly migration: string; readonly reason: string }
  'database.migration-changed': { readonly migration: string }
  'database.migration-misnumbered': { readonly file: string }
  'database.newer-than-program': { readonly found: number; readonly known: number }
}

export type DatabaseFaultCode = keyof DatabaseFaults

/** The sentence a person at the console reads: what is wrong, and what to do about it. */
const sentences: { readonly [Code in DatabaseFaultCode]: (details: DatabaseFaults[Code]) => string } = {
  'database.platform-unsupported': ({ platform }) =>
    `本系统（${platform}）没有随附的数据库程序。请设置 PG_BIN_DIR 使用已安装的 PostgreSQL，或设置 DATABASE_URL。`,
  'database.binaries-missing': ({ directory, reason }) =>
    `在 ${directory} 找不到可运行的数据库程序（${reason}）。请重新执行 npm ci，或检查 PG_BIN_DIR。`,
  'database.no-user': ({ reason }) =>
    `以 root 启动时数据库须由专用系统用户运行，但无法建立该用户（${reason}）。请执行 useradd --system chuangyuan，或以普通用户启动。`,
  'database.unreachable-for-user': ({ path, user }) =>
    `系统用户 ${user} 进不去 ${path}。请给上级目录加“执行”权限，或把 DATA_DIR 设在它能进入的地方。`,
  'database.directory-not-writable': ({ path, reason }) =>
    `数据目录 ${path} 不可写（${reason}）。请检查权限与挂载方式。`,
  'database.wrong-major': ({ directory, found, expected }) =>
    `${directory} 是 PostgreSQL ${found} 的数据，本程序使用 ${expected}。请先用原版本执行 npm run backup，再用本版本执行 npm run restore；原数据没有改动。`,
  'database.data-missing': ({ link, target }) =>
    `${link} 指向的数据目录 ${target} 不见了。请找回它（或由备份恢复）；确认要从空库开始时，删除 ${link} 再启动。`,
  'database.initdb-failed': ({ directory, output }) => `无法在 ${directory} 建立数据库：${output}`,
  'database.start-failed': ({ directory, output }) => `${directory} 的数据库未能启动：${output}`,
  'database.start-timeout': ({ directory, seconds, output }) =>
    `${directory} 的数据库在 ${String(seconds)} 秒内没有应答：${output}`,
  'database.attach-denied': ({ directory, reason }) =>
    `${directory} 的数据库由另一个系统用户启动，拒绝本用户接入（${reason}）。请用同一用户运行。`,
  'database.disk-full': ({ directory, output }) => `${directory} 所在磁盘已满：${output}`,
  'database.server-unreachable': ({ host, reason }) => `连不上数据库服务器 ${host}：${reason}`,
  'database.server-too-old': ({ found, oldest }) => `数据库是 PostgreSQL ${found}，最低要求 ${oldest}。`,
  'database.encoding': ({ found }) => `数据库编码是 ${found}，须为 UTF8。`,
  'database.role-unsafe': ({ role, reason }) => `数据库角色 ${role} 不可用：${reason}。`,
  'database.migration-failed': ({ migration, reason }) =>
    `数据库迁移 ${migration} 失败，已全部撤回，服务没有启动：${reason}`,
  'database.migration-changed': ({ migration }) =>
    `迁移 ${migration} 执行后文件被改动。已执行的迁移不得修改，请恢复原文件并另建迁移。`,
  'database.migration-misnumbered': ({ file }) =>
    `迁移文件 ${file} 编号不连续、重复或缺少 .up.sql；文件名应为 NNNN-what.up.sql。`,
  'database.newer-than-program': ({ found, known }) =>
    `数据库结构是第 ${String(found)} 版，本程序只认识到第 ${String(known)} 版。请升级程序。`,
}

/** The database cannot be used; `code` is for programs, `message` adds the Chinese sentence for people. */
export class DatabaseFault<Code extends DatabaseFaultCode = DatabaseFaultCode> extends Error {
  override readonly name = 'DatabaseFault'
  readonly code: Code
  readonly details: DatabaseFaults[Code]

  constructor(code: Code, details: DatabaseFaults[Code], cause?: unknown) {
    super(`${code} ${sentences[code](details)}`, { cause })
    this.code = code
    this.details = details
  }
}

/** The words of whatever was thrown. */
export function reasonOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.message === '') return thrown.errors.map(reasonOf).join('; ')
  return thrown instanceof Error ? thrown.message : String(thrown)
}

/** SQLSTATE or the operating system's error code, where the thrown thing carries one. */
export function codeOf(thrown: unknown): string | undefined {
  return thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string'
    ? thrown.code
    : undefined
}
