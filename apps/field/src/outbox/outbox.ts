import { shallowRef, type ShallowRef } from 'vue'
import type { PhotoSending } from '../photo/send-photos.ts'
import { inOneTab } from './in-one-tab.ts'
import { sendOutbox, type SendOutcome } from './send-outbox.ts'
import { standingOf, type Standing } from './standing.ts'

export interface Outbox {
  readonly standing: Readonly<ShallowRef<Standing>>
  readonly sending: Readonly<ShallowRef<boolean>>
  readonly last: Readonly<ShallowRef<SendOutcome | undefined>>
  /** Tries now; a call while it is at work makes it go once more afterwards. */
  send(): Promise<void>
  /** Counts again after something was written down. */
  recount(): Promise<void>
  close(): void
}

const firstPauseMs = 5_000
const longestPauseMs = 5 * 60_000

const empty: Standing = {
  records: 0,
  recordsOnServer: 0,
  photos: 0,
  photosOnServer: 0,
  waiting: 0,
  decisions: 0,
  receipt: null,
  isGenuine: undefined,
  skew: 0,
}

/**
 * The outbox (发件箱) of one account: sends on start, when the phone is online again, after each save and on the
 * button; in between with growing pauses.
 */
export function openOutbox(deps: PhotoSending, accountId: string, report: (error: unknown) => void): Outbox {
  const standing = shallowRef<Standing>(empty)
  const sending = shallowRef(false)
  const last = shallowRef<SendOutcome>()
  let again = false
  let pauseMs = firstPauseMs
  let timer: ReturnType<typeof setTimeout> | undefined

  async function recount(): Promise<void> {
    standing.value = await standingOf(deps.db)
  }

  /** Whether somebody called meanwhile. */
  function takeAgain(): boolean {
    const wanted = again
    again = false
    return wanted
  }

  async function once(): Promise<void> {
    const outcome = await inOneTab(deps.db, () => sendOutbox(deps, accountId))
    if (outcome !== undefined) last.value = outcome
    await recount()
  }

  async function send(): Promise<void> {
    if (sending.value) {
      again = true
      return
    }
    clearTimeout(timer)
    sending.value = true
    try {
      do await once()
      while (takeAgain())
    } catch (error) {
      report(error)
    } finally {
      sending.value = false
    }
    if (standing.value.waiting > 0 && last.value?.kind === 'later') {
      timer = setTimeout(() => void send(), pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    } else pauseMs = firstPauseMs
  }

  function onOnline(): void {
    pauseMs = firstPauseMs
    void send()
  }
  globalThis.addEventListener('online', onOnline)

  return {
    standing,
    sending,
    last,
    send,
    recount,
    close() {
      clearTimeout(timer)
      globalThis.removeEventListener('online', onOnline)
    },
  }
}
