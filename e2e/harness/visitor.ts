import { caller } from '@chuangyuan/contract/call'
import { changePassword, listDistricts, setUp, signIn } from '@chuangyuan/contract/identity'
import type { BrowserContext } from '@playwright/test'
import type { RunningProduct } from './running-product.ts'

/** Somebody signed in: calls operations of the contract, and opens pages as the same session. */
export interface Visitor {
  readonly login: string
  readonly password: string
  readonly call: ReturnType<typeof caller>
  /** Gives a browser this session, so that the next page opens signed in. */
  enter(context: BrowserContext): Promise<void>
}

/** Meets the password rules and no demo account's login. */
const ownPassword = 'Qinglan-8264-shanshui'
const administratorLogin = 'xitong'

/** Which accounts have changed the password that was printed, per product. */
const settled = new WeakMap<RunningProduct, Set<string>>()

/**
 * Signs in as one of the demo accounts (`chuangjianban`, `ducha`, …), with the
 * password that the product printed; the first sign-in of each changes it, as
 * the product demands.
 */
export async function visitorOf(product: RunningProduct, login: string): Promise<Visitor> {
  const session = sessionWith(product)
  const { districts } = await session.call(listDistricts, {})
  const districtId = districts.find(({ isDemo }) => isDemo)?.id ?? ''
  const known = settled.get(product) ?? new Set<string>()
  settled.set(product, known)
  if (known.has(login)) {
    await session.call(signIn, { body: { districtId, login, password: ownPassword } })
  } else {
    const [, current = ''] = await product.printed(new RegExp(`账号 ${login}\\s+密码 (\\S+)`))
    await session.call(signIn, { body: { districtId, login, password: current } })
    await session.call(changePassword, { body: { current, next: ownPassword } })
    known.add(login)
  }
  return visitor(product, login, session)
}

/** An installation restored from another's backup knows that one's accounts by their passwords. */
export function bringAccounts(restored: RunningProduct, from: RunningProduct): void {
  settled.set(restored, new Set(settled.get(from)))
}

/** Spends the one-time link: the system administrator of the demo district. */
export async function firstAdministrator(product: RunningProduct): Promise<Visitor> {
  const session = sessionWith(product)
  const token = new URL(await product.setUpLink()).hash.replace('#token=', '')
  const body = { token, name: '系统管理员', login: administratorLogin, password: ownPassword }
  await session.call(setUp, { body })
  settled.set(product, (settled.get(product) ?? new Set<string>()).add(administratorLogin))
  return visitor(product, administratorLogin, session)
}

interface Session {
  readonly call: ReturnType<typeof caller>
  readonly cookie: () => string
}

function sessionWith({ address }: RunningProduct): Session {
  let cookie = ''
  const call = caller(async (url, init) => {
    const headers = new Headers(init.headers)
    if (cookie !== '') headers.set('cookie', cookie)
    const response = await fetch(url, { ...init, headers })
    for (const given of response.headers.getSetCookie()) cookie = given.split(';')[0] ?? ''
    return response
  }, address)
  return { call, cookie: () => cookie }
}

function visitor({ address }: RunningProduct, login: string, { call, cookie }: Session): Visitor {
  return {
    login,
    password: ownPassword,
    call,
    async enter(context) {
      const [name = '', value = ''] = cookie().split('=')
      await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: 'Strict' }])
    },
  }
}
