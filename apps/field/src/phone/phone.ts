import { CallRefused } from '@chuangyuan/contract/call'
import { signOut as signOutOperation, type Me } from '@chuangyuan/contract/identity'
import { shallowRef, watch, type ShallowRef } from 'vue'
import { openOutbox, type Outbox } from '../outbox/outbox.ts'
import { preparePhoto } from '../photo/prepare-photo.ts'
import { call } from '../shell/call.ts'
import { reportFault } from '../shell/fault.ts'
import { openDatabase, recall, type Database } from './database.ts'
import { refreshPackage, type HeldPackage } from './offline-package.ts'

/** Everything of one account on this phone. It opens without signal and outlives the session on the server. */
export interface Phone {
  readonly me: Me
  readonly db: Database
  readonly outbox: Outbox
  readonly held: Readonly<ShallowRef<HeldPackage | undefined>>
  refresh(): Promise<void>
  close(): void
}

const meKey = 'chuangyuan.field.me'
const othersKey = 'chuangyuan.field.waiting'

/** Whose phone it is now; undefined before anybody signed in. */
export const phone = shallowRef<Phone>()

export function usePhone(): Phone {
  if (phone.value === undefined) throw new Error('no page opens before somebody has signed in')
  return phone.value
}

/** Opens what was left open, without asking the server. */
export async function openRemembered(): Promise<void> {
  const text = localStorage.getItem(meKey)
  if (text !== null) await openPhone(JSON.parse(text) as Me)
}

export async function openPhone(me: Me): Promise<void> {
  phone.value?.close()
  localStorage.setItem(meKey, JSON.stringify(me))
  const db = await openDatabase(me.accountId)
  const outbox = openOutbox({ db, call, now: Date.now, prepare: preparePhoto }, me.accountId, reportFault)
  const held = shallowRef(await recall(db, 'package'))
  const stopCounting = watch(outbox.standing, ({ waiting }) => noteWaiting(me, waiting))
  phone.value = {
    me,
    db,
    outbox,
    held,
    async refresh() {
      try {
        held.value = (await refreshPackage(db, call)) ?? held.value
      } catch (error) {
        // Without signal or session the phone goes on with the package it has; its age is shown.
        if (!(error instanceof CallRefused)) throw error
      }
    },
    close() {
      stopCounting()
      outbox.close()
      db.close()
    },
  }
  await outbox.recount()
}

/** Sends and fetches what there is; called on start, on coming back and after signing in. */
export async function catchUp(): Promise<void> {
  await phone.value?.outbox.send()
  await phone.value?.refresh()
}

/** What is on the phone stays there for the next sign-in of the same account. */
export async function leave(): Promise<void> {
  await call(signOutOperation, {}).catch((error: unknown) => {
    if (!(error instanceof CallRefused)) throw error
  })
  phone.value?.close()
  phone.value = undefined
  localStorage.removeItem(meKey)
}

export interface OtherAccount {
  readonly name: string
  readonly waiting: number
}

/** Accounts that left unsent records on this phone. */
export function otherAccounts(accountId: string | undefined): OtherAccount[] {
  return Object.entries(readWaiting())
    .filter(([id, { waiting }]) => id !== accountId && waiting > 0)
    .map(([, other]) => other)
}

function noteWaiting({ accountId, name }: Me, waiting: number): void {
  localStorage.setItem(othersKey, JSON.stringify({ ...readWaiting(), [accountId]: { name, waiting } }))
}

function readWaiting(): Record<string, OtherAccount> {
  return JSON.parse(localStorage.getItem(othersKey) ?? '{}') as Record<string, OtherAccount>
}
