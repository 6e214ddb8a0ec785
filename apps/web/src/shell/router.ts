import type { Problem } from '@chuangyuan/contract/problem'
import { shallowRef, watch } from 'vue'
import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteLocationRaw,
} from 'vue-router'
import { language } from './language.ts'
import { menu } from './menu.ts'
import { problemOf } from './problem.ts'
import { routes } from './routes.ts'
import { findSession, holds, me } from './session.ts'
import { t } from './text.ts'
import { todoCount } from './todos.ts'

const reloadedKey = 'chuangyuan.reloaded'

/** Why nobody could be asked who is signed in: the server is away. Without that no page can open. */
export const startProblem = shallowRef<Problem>()

export const router = createRouter({
  history: createWebHistory('/'),
  routes,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is still marked experimental
  scrollBehavior: (to, from, saved) => {
    if (saved !== null) return saved
    return to.path === from.path ? false : { top: 0 }
  },
})

router.beforeEach(async (to): Promise<RouteLocationRaw | boolean> => {
  if (to.meta.open) return true
  const who = await findSession().catch(refusedAtStart)
  if (who === 'refused') return false
  if (who === undefined) return signInFrom(to)
  if (who.mustChangePassword && to.name !== 'own-account') return { name: 'own-account' }
  if (to.name === 'home' && !holds(to.meta.verb)) return landing()
  if (!holds(to.meta.verb)) return { name: 'forbidden', replace: true }
  return true
})

router.afterEach((to) => {
  nameWindow(to)
})

watch([language, todoCount], () => {
  nameWindow(router.currentRoute.value)
})

watch(me, (who) => {
  const at = router.currentRoute.value
  if (who === undefined && at.name !== undefined && !at.meta.open) void router.push(signInFrom(at))
})

// A page whose chunk is gone belongs to an older build: the server was updated meanwhile. Load the new one, once.
let chunkMissing = false
window.addEventListener('vite:preloadError', () => {
  chunkMissing = true
})
router.onError((_error, to) => {
  if (!chunkMissing || sessionStorage.getItem(reloadedKey) === to.fullPath) return
  sessionStorage.setItem(reloadedKey, to.fullPath)
  location.assign(to.fullPath)
})

function refusedAtStart(error: unknown): 'refused' {
  startProblem.value = problemOf(error)
  return 'refused'
}

/** Not everybody has the board of the day: an administrator starts at the first page of the own menu. */
function landing(): RouteLocationRaw {
  const name = menu
    .flatMap(({ entries }) => entries)
    .find((each) => holds(router.resolve({ name: each }).meta.verb))
  return { name: name ?? 'own-account' }
}

function signInFrom(to: RouteLocationNormalized): RouteLocationRaw {
  return to.fullPath === '/' ? { name: 'sign-in' } : { name: 'sign-in', query: { next: to.fullPath } }
}

function nameWindow(to: RouteLocationNormalized): void {
  if (to.name === undefined) return
  // In front: a tab shows the beginning of its name only.
  const waiting = todoCount.value === undefined ? '' : `(${todoCount.value}) `
  document.title = `${waiting}${t(to.meta.title)} · ${t('shell.product')}`
}
