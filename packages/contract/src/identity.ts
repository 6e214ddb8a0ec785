import { roles, verbs } from '@chuangyuan/domain/identity/role'
import { z } from 'zod'
import { anyone, operation, setupLinkHolder, signedIn, withVerb } from './operation.ts'
import { id, instant, page, paging } from './wire.ts'

const login = z.string().trim().min(2).max(40)
const password = z.string().min(1).max(200)

export const scope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('district') }),
  z.object({ kind: z.literal('street'), streetId: id }),
  z.object({ kind: z.literal('unit'), unitId: id }),
])
export const grant = z.object({ role: z.enum(roles), scope })

/** Who is signed in, and what the screens may offer. */
export const me = z.object({
  accountId: id,
  login: z.string(),
  name: z.string(),
  district: z.object({ id, code: z.string(), name: z.string(), isDemo: z.boolean() }),
  grants: z.array(grant),
  verbs: z.array(z.enum(verbs)),
  mustChangePassword: z.boolean(),
  totpEnabled: z.boolean(),
})
export type Me = z.output<typeof me>

export const listDistricts = operation({
  id: 'identity.listDistricts',
  method: 'GET',
  path: '/api/districts',
  summary: '登录页可选的区县；installed 为假表示尚未通过安装链接建立管理员',
  policy: anyone,
  reply: z.object({
    installed: z.boolean(),
    districts: z.array(z.object({ id, name: z.string(), isDemo: z.boolean() })),
  }),
})

export const setUp = operation({
  id: 'identity.setUp',
  method: 'POST',
  path: '/api/setup',
  summary: '凭一次性安装链接建立第一位系统管理员；同时建立安全管理员和审计管理员，初始密码只显示这一次',
  policy: setupLinkHolder,
  body: z.object({
    token: z.string().min(1).max(200),
    /** Left out where a district exists already (the demo): the administrator is created there. */
    district: z
      .object({ code: z.string().regex(/^\d{6}$/), name: z.string().trim().min(2).max(60) })
      .optional(),
    name: z.string().trim().min(1).max(40),
    login,
    password,
  }),
  reply: z.object({
    me,
    others: z.array(z.object({ role: z.enum(roles), login: z.string(), initialPassword: z.string() })),
  }),
  refusals: [
    'identity.setup-link-spent',
    'identity.setup-link-wrong',
    'identity.login-taken',
    'identity.password-too-short',
    'identity.password-too-long',
    'identity.password-too-simple',
    'identity.password-contains-login',
  ],
})

export const signIn = operation({
  id: 'identity.signIn',
  method: 'POST',
  path: '/api/session',
  summary: '登录',
  policy: anyone,
  body: z.object({
    districtId: id,
    login,
    password,
    code: z
      .string()
      .regex(/^\d{6}$/)
      .optional(),
  }),
  reply: me,
  refusals: [
    'identity.wrong-credentials',
    'identity.code-required',
    'identity.wrong-code',
    'identity.locked',
    'identity.account-disabled',
  ],
})

export const signOut = operation({
  id: 'identity.signOut',
  method: 'DELETE',
  path: '/api/session',
  summary: '退出登录',
  policy: signedIn,
  reply: 'nothing',
})

export const whoAmI = operation({
  id: 'identity.whoAmI',
  method: 'GET',
  path: '/api/session',
  summary: '当前登录的账号、角色与权限',
  policy: signedIn,
  reply: me,
})

export const changePassword = operation({
  id: 'identity.changePassword',
  method: 'PUT',
  path: '/api/session/password',
  summary: '修改自己的密码；其他会话随即退出',
  policy: signedIn,
  body: z.object({ current: password, next: password }),
  reply: me,
  refusals: [
    'identity.wrong-credentials',
    'identity.password-too-short',
    'identity.password-too-long',
    'identity.password-too-simple',
    'identity.password-contains-login',
    'identity.password-used-before',
  ],
})

export const listSessions = operation({
  id: 'identity.listSessions',
  method: 'GET',
  path: '/api/session/all',
  summary: '本账号在各处的登录',
  policy: signedIn,
  reply: z.array(
    z.object({
      id,
      startedAt: instant,
      usedAt: instant,
      address: z.string(),
      browser: z.string(),
      current: z.boolean(),
    }),
  ),
})

export const endSession = operation({
  id: 'identity.endSession',
  method: 'DELETE',
  path: '/api/session/all/:sessionId',
  summary: '让自己的某一处登录退出',
  policy: signedIn,
  params: z.object({ sessionId: id }),
  reply: 'nothing',
  refusals: ['request.not-found'],
})

export const startTotp = operation({
  id: 'identity.startTotp',
  method: 'POST',
  path: '/api/session/totp',
  summary: '开始启用动态口令：返回密钥与二维码内容，验证一次后生效',
  policy: signedIn,
  reply: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmTotp = operation({
  id: 'identity.confirmTotp',
  method: 'PUT',
  path: '/api/session/totp',
  summary: '输入一次动态口令，使其生效',
  policy: signedIn,
  body: z.object({ code: z.string().regex(/^\d{6}$/) }),
  reply: me,
  refusals: ['identity.totp-not-started', 'identity.wrong-code'],
})

export const removeTotp = operation({
  id: 'identity.removeTotp',
  method: 'DELETE',
  path: '/api/session/totp',
  summary: '停用动态口令，须再次输入密码',
  policy: signedIn,
  body: z.object({ password }),
  reply: me,
  refusals: ['identity.wrong-credentials'],
})

export const account = z.object({
  id,
  login: z.string(),
  name: z.string(),
  disabled: z.boolean(),
  lockedUntil: instant.nullable(),
  lastSignInAt: instant.nullable(),
  totpEnabled: z.boolean(),
  grants: z.array(grant),
  /** Whose account it is: who works through it stands where this person's posts are. */
  person: z.object({ id, name: z.string() }).nullable(),
})

export const listAccounts = operation({
  id: 'identity.listAccounts',
  method: 'GET',
  path: '/api/accounts',
  summary: '账号清单',
  policy: withVerb('account.edit'),
  query: z.object(paging),
  reply: page(account),
})

/** The security administrator sees who holds what, and nothing else of the accounts. */
export const listGrants = operation({
  id: 'identity.listGrants',
  method: 'GET',
  path: '/api/grants',
  summary: '角色授予清单',
  policy: withVerb('grant.edit'),
  query: z.object(paging),
  reply: page(z.object({ accountId: id, login: z.string(), name: z.string(), grants: z.array(grant) })),
})

/** Names only: the security administrator chooses a scope and sees nothing of what lies in it. */
export const listScopes = operation({
  id: 'identity.listScopes',
  method: 'GET',
  path: '/api/grants/scopes',
  summary: '授予角色时可选的范围：街道与单位的名称',
  policy: withVerb('grant.edit'),
  reply: z.object({
    streets: z.array(z.object({ id, name: z.string() })),
    units: z.array(z.object({ id, name: z.string() })),
  }),
})

export const createAccount = operation({
  id: 'identity.createAccount',
  method: 'POST',
  path: '/api/accounts',
  summary: '新建账号；初始密码只显示一次，首次登录须修改',
  policy: withVerb('account.edit'),
  body: z.object({ login, name: z.string().trim().min(1).max(40), personId: id.nullable().default(null) }),
  reply: z.object({ account, initialPassword: z.string() }),
  refusals: ['identity.login-taken', 'request.unknown-reference'],
})

export const listPeople = operation({
  id: 'identity.listPeople',
  method: 'GET',
  path: '/api/accounts/people',
  summary: '账号可对应的人员，按姓名、拼音或单位查找；不含电话',
  policy: withVerb('account.edit'),
  query: z.object({ search: paging.search, limit: z.coerce.number().int().min(1).max(50).default(20) }),
  reply: z.array(z.object({ id, name: z.string(), posts: z.array(z.string()) })),
})

export const setAccountPerson = operation({
  id: 'identity.setAccountPerson',
  method: 'PUT',
  path: '/api/accounts/:accountId/person',
  summary: '账号对应哪一位人员；此人所在单位的问题，他不能核查',
  policy: withVerb('account.edit'),
  params: z.object({ accountId: id }),
  body: z.object({ personId: id.nullable() }),
  reply: account,
  refusals: ['request.not-found', 'request.unknown-reference', 'identity.own-account'],
})

export const setAccountDisabled = operation({
  id: 'identity.setAccountDisabled',
  method: 'PUT',
  path: '/api/accounts/:accountId/disabled',
  summary: '停用或恢复账号',
  policy: withVerb('account.edit'),
  params: z.object({ accountId: id }),
  body: z.object({ disabled: z.boolean() }),
  reply: account,
  refusals: ['request.not-found', 'identity.own-account'],
})

export const resetPassword = operation({
  id: 'identity.resetPassword',
  method: 'POST',
  path: '/api/accounts/:accountId/password',
  summary: '重置密码并解除锁定；新的初始密码只显示一次',
  policy: withVerb('account.edit'),
  params: z.object({ accountId: id }),
  reply: z.object({ initialPassword: z.string() }),
  refusals: ['request.not-found', 'identity.own-account'],
})

export const setGrants = operation({
  id: 'identity.setGrants',
  method: 'PUT',
  path: '/api/accounts/:accountId/grants',
  summary: '授予角色；三员不得重叠',
  policy: withVerb('grant.edit'),
  params: z.object({ accountId: id }),
  body: z.object({ grants: z.array(grant).max(20) }),
  reply: z.object({ accountId: id, grants: z.array(grant) }),
  refusals: [
    'request.not-found',
    'request.unknown-reference',
    'identity.scope-unfit',
    'identity.administrators-overlap',
    'identity.own-account',
    'identity.last-administrator',
  ],
})

export const createDistrict = operation({
  id: 'identity.createDistrict',
  method: 'POST',
  path: '/api/districts',
  summary: '新建区县：同时建立三员和创建办账号，初始密码只显示一次',
  policy: withVerb('district.create'),
  body: z.object({ code: z.string().regex(/^\d{6}$/), name: z.string().trim().min(2).max(60) }),
  reply: z.object({
    districtId: id,
    accounts: z.array(z.object({ role: z.enum(roles), login: z.string(), initialPassword: z.string() })),
  }),
  refusals: ['district.code-taken'],
})

export const journalLine = z.object({
  seq: z.int(),
  at: instant,
  who: z.string().nullable(),
  verb: z.string(),
  what: z.string(),
  details: z.record(z.string(), z.unknown()),
})

export const readJournal = operation({
  id: 'journal.read',
  method: 'GET',
  path: '/api/journal',
  summary: '操作日志（只增不改，哈希链）',
  policy: withVerb('journal.read'),
  query: z.object({ ...paging, verb: z.string().max(60).optional(), what: z.string().max(80).optional() }),
  reply: page(journalLine),
})

export const verifyJournal = operation({
  id: 'journal.verify',
  method: 'GET',
  path: '/api/journal/verification',
  summary: '核对本区操作日志的哈希链',
  policy: withVerb('journal.read'),
  reply: z.object({
    lines: z.int(),
    headHash: z.string(),
    brokenAtSeq: z.int().nullable(),
    fault: z.string().nullable(),
  }),
})
