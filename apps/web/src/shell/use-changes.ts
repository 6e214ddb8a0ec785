import { onScopeDispose, readonly, ref } from 'vue'

const tryAgainMs = 10_000

/**
 * Told by the server that something changed (server-sent events), at most once in the time given; `live` is whether the
 * line stands. After a break it asks once, since what happened meanwhile was not heard.
 */
export function useChanges(address: string, changed: () => void, atMostEveryMs = 1_000) {
  const live = ref(false)
  let source: EventSource | undefined
  let told: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let wasBroken = false

  function tell() {
    told ??= setTimeout(() => {
      told = undefined
      changed()
    }, atMostEveryMs)
  }

  function listen() {
    source = new EventSource(address)
    source.onopen = () => {
      live.value = true
      if (wasBroken) tell()
    }
    source.onmessage = tell
    source.onerror = () => {
      live.value = false
      wasBroken = true
      // The browser tries again by itself unless the server answered with a refusal.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(listen, tryAgainMs)
    }
  }

  listen()
  onScopeDispose(() => {
    source?.close()
    clearTimeout(told)
    clearTimeout(again)
  })
  return { live: readonly(live) }
}
