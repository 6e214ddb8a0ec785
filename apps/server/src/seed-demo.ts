import type { Deps } from './deps.ts'
import { addAccount } from './features/identity/public.ts'
import { districtStore } from './features/district/public.ts'
import { newId } from './db/id.ts'

/** A demo account, with the password that is printed once. */
export interface SeededAccount {
  readonly title: string
  readonly login: string
  readonly initialPassword: string
}

const accounts = [
  { login: 'chuangjianban', title: '创建办', role: 'office' },
  { login: 'ducha', title: '督查组', role: 'supervisor' },
  { login: 'lingdao', title: '区领导', role: 'leader' },
  { login: 'anquan', title: '安全管理员', role: 'security-admin' },
  { login: 'shenji', title: '审计管理员', role: 'audit-admin' },
] as const

/** Writes the demo district into an empty database, and only there. */
export async function seedDemoDistrict(deps: Deps): Promise<SeededAccount[]> {
  const districts = await deps.db.identify(({ query }) => districtStore(query).list())
  if (districts.length > 0) return []
  const districtId = newId()
  return deps.db.transact({ districtId }, async (tx) => {
    await districtStore(tx.query).add({
      id: districtId,
      code: '999901',
      name: '青禾区（演示）',
      isDemo: true,
    })
    const seeded: SeededAccount[] = []
    for (const { login, title, role } of accounts) {
      const grants = [{ role, scope: { kind: 'district' } }] as const
      const { initialPassword } = await addAccount(tx, deps, districtId, {
        login,
        name: title,
        grants,
        by: null,
      })
      seeded.push({ title, login, initialPassword })
    }
    tx.journal.record({ verb: 'district.seeded', who: null, what: districtId, details: { demo: true } })
    return seeded
  })
}
