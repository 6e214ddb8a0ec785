import { addPushDevice } from '@chuangyuan/contract/reminder'
import { call } from '../../shell/call.ts'

/** Under which number the server knows this browser. */
const ownKey = 'chuangyuan.push-device'

/** Why this browser cannot be pushed to. */
export type PushRefusal =
  { readonly code: 'denied' } | { readonly code: 'no-service'; readonly words: string }

export function canBePushedTo(): boolean {
  return (
    isSecureContext && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window
  )
}

/** Has to follow a press: browsers ask for leave only then. */
export async function subscribe(pushKey: string, label: string): Promise<PushRefusal | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return { code: 'denied' }
  const registration = await navigator.serviceWorker.register('/push-worker.js')
  let subscription: PushSubscription
  try {
    subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: pushKey,
    })
  } catch (error) {
    return { code: 'no-service', words: error instanceof Error ? error.message : String(error) }
  }
  const { endpoint, keys } = subscription.toJSON()
  const { id } = await call(addPushDevice, {
    body: {
      ...{ endpoint: endpoint ?? '', label },
      keys: { p256dh: keys?.['p256dh'] ?? '', auth: keys?.['auth'] ?? '' },
    },
  })
  localStorage.setItem(ownKey, id)
  return undefined
}

export function isThisBrowser(pushDeviceId: string): boolean {
  return localStorage.getItem(ownKey) === pushDeviceId
}

/** Called when the server has forgotten this browser: its maker's service is to forget it too. */
export async function unsubscribe(): Promise<void> {
  localStorage.removeItem(ownKey)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}
