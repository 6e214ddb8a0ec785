import type { Grant, Role, Scope } from '@chuangyuan/domain/identity/role'
import type { Instant } from '@chuangyuan/domain/day'
import { sql, type Kysely, type SqlBool } from 'kysely'
import { containing } from '../../db/like.ts'
import type { Tables } from '../../db/tables.ts'

export interface Account {
  readonly id: string
  readonly login: string
  readonly name: string
  readonly passwordHash: string
  readonly passwordChangedAt: Instant
  readonly mustChangePassword: boolean
  readonly failures: number
  readonly lockedUntil: Instant | null
  readonly disabled: boolean
  readonly totpCipher: string | null
  readonly totpEnabled: boolean
  readonly totpLastStep: number
  readonly lastSignInAt: Instant | null
}

export interface StoredSession {
  readonly id: string
  readonly accountId: string
  readonly secretHash: Buffer
  readonly startedAt: Instant
  readonly usedAt: Instant
  readonly address: string
  readonly browser: string
}

/** Accounts, grants and sessions of one district. */
export function identityStore(query: Kysely<Tables>, districtId: string) {
  return {
    async accountByLogin(login: string): Promise<Account | undefined> {
      const row = await query
        .selectFrom('accounts')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('login', '=', login)
        .forUpdate()
        .executeTakeFirst()
      return row === undefined ? undefined : accountOf(row)
    },

    async account(id: string): Promise<Account | undefined> {
      const row = await query
        .selectFrom('accounts')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .executeTakeFirst()
      return row === undefined ? undefined : accountOf(row)
    },

    async accounts(search: string | undefined, offset: number, limit: number) {
      let rows = query.selectFrom('accounts').where('district_id', '=', districtId)
      if (search !== undefined && search !== '') {
        const pattern = containing(search)
        rows = rows.where((where) =>
          where.or([where('login', 'like', pattern), where('name', 'like', pattern)]),
        )
      }
      const { total } = await rows
        .select((select) => select.fn.countAll<number>().as('total'))
        .executeTakeFirstOrThrow()
      const page = await rows.selectAll().orderBy('login').offset(offset).limit(limit).execute()
      return { rows: page.map(accountOf), total }
    },

    async addAccount(
      account: Omit<
        Account,
        | 'failures'
        | 'lockedUntil'
        | 'disabled'
        | 'totpCipher'
        | 'totpEnabled'
        | 'totpLastStep'
        | 'lastSignInAt'
      >,
    ) {
      await query
        .insertInto('accounts')
        .values({
          district_id: districtId,
          id: account.id,
          login: account.login,
          name: account.name,
          password_hash: account.passwordHash,
          password_changed_at: new Date(account.passwordChangedAt),
          must_change_password: account.mustChangePassword,
          created_at: new Date(account.passwordChangedAt),
        })
        .execute()
    },

    async saveAccount(account: Account) {
      await query
        .updateTable('accounts')
        .set({
          name: account.name,
          password_hash: account.passwordHash,
          password_changed_at: new Date(account.passwordChangedAt),
          must_change_password: account.mustChangePassword,
          failures: account.failures,
          locked_until: dateOrNull(account.lockedUntil),
          disabled: account.disabled,
          totp_cipher: account.totpCipher,
          totp_enabled: account.totpEnabled,
          totp_last_step: account.totpLastStep,
          last_sign_in_at: dateOrNull(account.lastSignInAt),
        })
        .where('district_id', '=', districtId)
        .where('id', '=', account.id)
        .execute()
    },

    /** Whose accounts these are, by account. */
    async peopleOf(accountIds: readonly string[]): Promise<Map<string, { id: string; name: string }>> {
      if (accountIds.length === 0) return new Map()
      const rows = await query
        .selectFrom('accounts')
        .innerJoin('people', (join) =>
          join
            .onRef('people.district_id', '=', 'accounts.district_id')
            .onRef('people.id', '=', 'accounts.person_id'),
        )
        .select(['accounts.id as accountId', 'people.id', 'people.name'])
        .where('accounts.district_id', '=', districtId)
        .where('accounts.id', 'in', accountIds)
        .execute()
      return new Map(rows.map(({ accountId, ...person }) => [accountId, person]))
    },

    async hasPerson(personId: string): Promise<boolean> {
      const row = await query
        .selectFrom('people')
        .select('id')
        .where('district_id', '=', districtId)
        .where('id', '=', personId)
        .executeTakeFirst()
      return row !== undefined
    },

    async setPerson(accountId: string, personId: string | null) {
      await query
        .updateTable('accounts')
        .set({ person_id: personId })
        .where('district_id', '=', districtId)
        .where('id', '=', accountId)
        .execute()
    },

    /** People by name, pinyin or unit, each with the posts held. */
    async people(search = '', limit: number) {
      const pattern = containing(search)
      const rows = await query
        .selectFrom('people')
        .leftJoin('posts', (join) =>
          join
            .onRef('posts.district_id', '=', 'people.district_id')
            .onRef('posts.person_id', '=', 'people.id'),
        )
        .leftJoin('units', (join) =>
          join.onRef('units.district_id', '=', 'posts.district_id').onRef('units.id', '=', 'posts.unit_id'),
        )
        .where('people.district_id', '=', districtId)
        .groupBy(['people.id', 'people.name', 'people.pinyin'])
        .having((having) =>
          having.or([
            having('people.name', 'ilike', pattern),
            having('people.pinyin', 'ilike', pattern),
            sql<SqlBool>`bool_or(units.name ilike ${pattern} or units.short_name ilike ${pattern})`,
          ]),
        )
        .select([
          'people.id',
          'people.name',
          sql<string[]>`coalesce(array_agg(units.name || ' ' || posts.title order by posts.sort_order)
            filter (where posts.id is not null), '{}')`.as('posts'),
        ])
        .orderBy('people.pinyin')
        .orderBy('people.id')
        .limit(limit)
        .execute()
      return rows
    },

    async pastPasswords(accountId: string, count: number): Promise<string[]> {
      const rows = await query
        .selectFrom('past_passwords')
        .select('password_hash')
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .orderBy('replaced_at', 'desc')
        .limit(count)
        .execute()
      return rows.map((row) => row.password_hash)
    },

    async keepPastPassword(accountId: string, passwordHash: string, at: Instant) {
      await query
        .insertInto('past_passwords')
        .values({
          district_id: districtId,
          account_id: accountId,
          password_hash: passwordHash,
          replaced_at: new Date(at),
        })
        .execute()
    },

    async grantsOf(accountIds: readonly string[]): Promise<Map<string, Grant[]>> {
      const grants = new Map<string, Grant[]>(accountIds.map((id) => [id, []]))
      if (accountIds.length === 0) return grants
      const rows = await query
        .selectFrom('grants')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('account_id', 'in', accountIds)
        .orderBy('role')
        .execute()
      for (const row of rows) grants.get(row.account_id)?.push({ role: row.role, scope: scopeOf(row) })
      return grants
    },

    async setGrants(accountId: string, grants: readonly Grant[]) {
      await query
        .deleteFrom('grants')
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .execute()
      if (grants.length === 0) return
      await query
        .insertInto('grants')
        .values(
          grants.map(({ role, scope }) => ({
            district_id: districtId,
            account_id: accountId,
            role,
            scope_kind: scope.kind,
            scope_id: scopeId(scope, districtId),
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },

    /** Enabled accounts that hold a role, locked until the transaction ends. */
    async holdersOf(role: Role): Promise<string[]> {
      const rows = await query
        .selectFrom('accounts')
        .innerJoin('grants', (join) =>
          join
            .onRef('grants.district_id', '=', 'accounts.district_id')
            .onRef('grants.account_id', '=', 'accounts.id'),
        )
        .select('accounts.id')
        .where('accounts.district_id', '=', districtId)
        .where('grants.role', '=', role)
        .where('accounts.disabled', '=', false)
        .forUpdate()
        .execute()
      return rows.map((row) => row.id)
    },

    async addSession(session: StoredSession) {
      await query
        .insertInto('sessions')
        .values({
          district_id: districtId,
          id: session.id,
          account_id: session.accountId,
          secret_hash: session.secretHash,
          started_at: new Date(session.startedAt),
          used_at: new Date(session.usedAt),
          address: session.address,
          browser: session.browser,
        })
        .execute()
    },

    /** Of these sessions those that are there and whose account is not disabled. */
    async usableSessions(ids: readonly string[]): Promise<StoredSession[]> {
      if (ids.length === 0) return []
      const rows = await query
        .selectFrom('sessions')
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'sessions.district_id')
            .onRef('accounts.id', '=', 'sessions.account_id'),
        )
        .selectAll('sessions')
        .where('sessions.district_id', '=', districtId)
        .where('sessions.id', 'in', ids)
        .where('accounts.disabled', '=', false)
        .execute()
      return rows.map(sessionOf)
    },

    /** A session with the account that it is of and what this was granted. Asked at every call, so in one question. */
    async caller(sessionId: string) {
      const rows = await query
        .selectFrom('sessions')
        .innerJoin('accounts', (join) =>
          join
            .onRef('accounts.district_id', '=', 'sessions.district_id')
            .onRef('accounts.id', '=', 'sessions.account_id'),
        )
        .leftJoin('grants', (join) =>
          join
            .onRef('grants.district_id', '=', 'accounts.district_id')
            .onRef('grants.account_id', '=', 'accounts.id'),
        )
        .selectAll('sessions')
        .select([
          'accounts.login',
          'accounts.name',
          'accounts.disabled',
          'accounts.must_change_password',
          'grants.role',
          'grants.scope_kind',
          'grants.scope_id',
        ])
        .where('sessions.district_id', '=', districtId)
        .where('sessions.id', '=', sessionId)
        .orderBy('grants.role')
        .execute()
      const [first] = rows
      if (first === undefined) return undefined
      const { login, name, disabled, must_change_password: mustChangePassword } = first
      const grants = rows.flatMap(({ role, scope_kind, scope_id }): Grant[] =>
        role === null || scope_kind === null || scope_id === null
          ? []
          : [{ role, scope: scopeOf({ scope_kind, scope_id }) }],
      )
      return { session: sessionOf(first), account: { login, name, disabled, mustChangePassword }, grants }
    },

    async sessionsOf(accountId: string): Promise<StoredSession[]> {
      const rows = await query
        .selectFrom('sessions')
        .selectAll()
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
        .orderBy('used_at', 'desc')
        .execute()
      return rows.map(sessionOf)
    },

    async touchSession(id: string, usedAt: Instant) {
      await query
        .updateTable('sessions')
        .set({ used_at: new Date(usedAt) })
        .where('district_id', '=', districtId)
        .where('id', '=', id)
        .execute()
    },

    async endSessions(accountId: string, which: { readonly only?: string; readonly except?: string } = {}) {
      let ending = query
        .deleteFrom('sessions')
        .where('district_id', '=', districtId)
        .where('account_id', '=', accountId)
      if (which.only !== undefined) ending = ending.where('id', '=', which.only)
      if (which.except !== undefined) ending = ending.where('id', '!=', which.except)
      const result = await ending.executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}
export type IdentityStore = ReturnType<typeof identityStore>

type AccountRow = {
  id: string
  login: string
  name: string
  password_hash: string
  password_changed_at: Date
  must_change_password: boolean
  failures: number
  locked_until: Date | null
  disabled: boolean
  totp_cipher: string | null
  totp_enabled: boolean
  totp_last_step: number
  last_sign_in_at: Date | null
}

function accountOf(row: AccountRow): Account {
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    passwordHash: row.password_hash,
    passwordChangedAt: row.password_changed_at.getTime() as Instant,
    mustChangePassword: row.must_change_password,
    failures: row.failures,
    lockedUntil: instantOrNull(row.locked_until),
    disabled: row.disabled,
    totpCipher: row.totp_cipher,
    totpEnabled: row.totp_enabled,
    totpLastStep: row.totp_last_step,
    lastSignInAt: instantOrNull(row.last_sign_in_at),
  }
}

function sessionOf(row: {
  id: string
  account_id: string
  secret_hash: Buffer
  started_at: Date
  used_at: Date
  address: string
  browser: string
}): StoredSession {
  return {
    id: row.id,
    accountId: row.account_id,
    secretHash: row.secret_hash,
    startedAt: row.started_at.getTime() as Instant,
    usedAt: row.used_at.getTime() as Instant,
    address: row.address,
    browser: row.browser,
  }
}

function scopeOf(row: { scope_kind: Scope['kind']; scope_id: string }): Scope {
  switch (row.scope_kind) {
    case 'district':
      return { kind: 'district' }
    case 'street':
      return { kind: 'street', streetId: row.scope_id }
    case 'unit':
      return { kind: 'unit', unitId: row.scope_id }
  }
}

function scopeId(scope: Scope, districtId: string): string {
  switch (scope.kind) {
    case 'district':
      return districtId
    case 'street':
      return scope.streetId
    case 'unit':
      return scope.unitId
  }
}

function instantOrNull(date: Date | null): Instant | null {
  return date === null ? null : (date.getTime() as Instant)
}

function dateOrNull(instant: Instant | null): Date | null {
  return instant === null ? null : new Date(instant)
}
