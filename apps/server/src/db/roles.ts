import type { ClientBase } from 'pg'
import { DatabaseFault } from './fault.ts'

/** The embedded cluster's superuser: makes roles and the database, then is not used again. */
export const superuser = 'postgres'

/** Owns the tables: migrations, backup, restore. Row-level security is forced on it too. */
export const ownerRole = 'chuangyuan_owner'

/** What the embedded server's requests sign in as: has no right of its own, only the next two roles to become. */
export const loginRole = 'chuangyuan_server'

/** Works inside one district. */
export const appRole = 'chuangyuan_app'

/**
 * Looks up who is signing in, before a district is known. It reaches exactly
 * the tables a migration opens to it with `open_to_sign_in`.
 */
export const signInRole = 'chuangyuan_sign_in'

/** Makes the roles and the database of an embedded cluster. Harmless to repeat, and to run twice at once. */
export async function prepareCluster(client: ClientBase, database: string): Promise<void> {
  const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
  if (found.rowCount === 1) return
  await client.query('BEGIN')
  await client.query('SELECT pg_advisory_xact_lock(4201)')
  await client.query(createRoleUnlessThere(ownerRole, 'LOGIN'))
  await client.query(createRoleUnlessThere(loginRole, 'LOGIN NOINHERIT'))
  await client.query(createRoleUnlessThere(appRole, 'NOLOGIN'))
  await client.query(createRoleUnlessThere(signInRole, 'NOLOGIN'))
  await client.query(`GRANT ${appRole}, ${signInRole} TO ${loginRole}`)
  await client.query('COMMIT')
  try {
    await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)} OWNER ${ownerRole}`)
  } catch (fault) {
    const again = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database])
    if (again.rowCount !== 1) throw fault
  }
}

/**
 * On a server somebody else runs: the roles are made where the owner may, else
 * must be there. The sign-in of `DATABASE_URL` has to be allowed to become them.
 */
export async function prepareServerRoles(owner: ClientBase, login: string): Promise<void> {
  await owner.query('SELECT pg_advisory_xact_lock(4201)')
  for (const role of [appRole, signInRole]) {
    const { rows } = await owner.query<{ member: boolean }>(
      `SELECT pg_has_role($1::name, oid, 'MEMBER') AS member FROM pg_roles WHERE rolname = $2`,
      [login, role],
    )
    if (rows[0]?.member === true) continue
    try {
      await owner.query(createRoleUnlessThere(role, 'NOLOGIN'))
      await owner.query(`GRANT ${role} TO ${owner.escapeIdentifier(login)}`)
    } catch (fault) {
      const reason = `请由管理员执行 CREATE ROLE ${role}; GRANT ${role} TO ${login}`
      throw new DatabaseFault('database.role-unsafe', { role, reason }, fault)
    }
  }
}

/** The roles of requests must not be able to step over row-level security. */
export async function refuseUnsafeRoles(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ rolname: string }>(
    'SELECT rolname FROM pg_roles WHERE rolname = ANY ($1) AND (rolsuper OR rolbypassrls)',
    [[appRole, signInRole]],
  )
  const unsafe = rows[0]?.rolname
  if (unsafe !== undefined) {
    throw new DatabaseFault('database.role-unsafe', { role: unsafe, reason: '可绕过按区县的行级隔离' })
  }
}

/**
 * Lets the indexes of character pairs and of assisting units be used under row-level security. There a condition may
 * run ahead of the district's own only if it is known to tell nothing of the rows it looks at. These two tell nothing
 * of texts and uuids, the only arrays that the product has; PostgreSQL leaves it unsaid because of types that might.
 * Only a superuser can say so. On a server somebody else runs the search is right without it, and slow.
 */
export async function letArraysUseIndexes(client: ClientBase): Promise<void> {
  const functions = ['arraycontains', 'arrayoverlap'].map((name) => `pg_catalog.${name}(anyarray, anyarray)`)
  await client.query(`DO $$ BEGIN
    PERFORM pg_advisory_xact_lock(4201);
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AND EXISTS (
      SELECT FROM pg_proc WHERE NOT proleakproof
        AND oid IN (${functions.map((name) => `'${name}'::regprocedure`).join(', ')})
    ) THEN
      ${functions.map((name) => `ALTER FUNCTION ${name} LEAKPROOF;`).join(' ')}
    END IF;
  END $$`)
}

function createRoleUnlessThere(role: string, options: string): string {
  return `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} ${options}; END IF;
  END $$`
}
