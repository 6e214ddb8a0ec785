import { effectScope, onScopeDispose, shallowRef, watchEffect, type EffectScope } from 'vue'
import { holds, me } from './session.ts'
import { readTodosAgain } from './todos.ts'
import { useChanges } from './use-changes.ts'

/** Whole districts change together: what waits is not counted again for each line of a busy minute. */
const atMostEveryMs = 15_000
/** Matters and papers are not told of, and a window that nobody sees is told of nothing. */
const anywayEveryMs = 120_000
/** The page that is opened comes first. */
const listenAfterMs = 5_000

/**
 * Keeps the number of to-dos true while the console stands open: when the window is looked at again, when findings
 * change, and every two minutes. Only the window that is seen holds a line open: a browser grants one host six.
 */
export function useTodoNews(): void {
  const seen = shallowRef(document.visibilityState === 'visible')
  let line: EffectScope | undefined
  let soon: ReturnType<typeof setTimeout> | undefined

  function listen() {
    line = effectScope(true)
    line.run(() => useChanges('/api/findings/changes', readTodosAgain, atMostEveryMs))
  }
  function hangUp() {
    clearTimeout(soon)
    line?.stop()
    line = undefined
  }
  function look() {
    const before = seen.value
    seen.value = document.visibilityState === 'visible'
    if (seen.value && !before) readTodosAgain()
  }

  watchEffect(() => {
    hangUp()
    if (seen.value && me.value?.mustChangePassword === false && holds('finding.read'))
      soon = setTimeout(listen, listenAfterMs)
  })
  const anyway = setInterval(readTodosAgain, anywayEveryMs)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('focus', readTodosAgain)
  onScopeDispose(() => {
    hangUp()
    clearInterval(anyway)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('focus', readTodosAgain)
  })
}
