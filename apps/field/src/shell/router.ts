import { watch } from 'vue'
import { createRouter, createWebHistory, type RouteLocationNormalized } from 'vue-router'
import TodoPage from '../features/finding/TodoPage.vue'
import { phone } from '../phone/phone.ts'
import { language } from './language.ts'
import './route-meta.ts'
import { t } from './text.ts'

export const router = createRouter({
  history: createWebHistory('/field/'),
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is still marked experimental
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    {
      path: '/',
      name: 'todo',
      component: TodoPage,
      meta: { title: 'shell.todo', tab: true },
    },
    {
      path: '/check',
      name: 'check',
      component: () => import('../features/visit/CheckPage.vue'),
      meta: { title: 'shell.check', tab: true },
    },
    {
      path: '/map',
      name: 'map',
      component: () => import('../features/map/MapPage.vue'),
      meta: { title: 'shell.map', tab: true },
    },
    {
      path: '/me',
      name: 'me',
      component: () => import('../features/account/MePage.vue'),
      meta: { title: 'shell.me', tab: true },
    },
    {
      path: '/report',
      name: 'report',
      component: () => import('../features/finding/ReportPage.vue'),
      meta: { title: 'report.title' },
    },
    {
      path: '/visit/:siteId',
      name: 'visit',
      component: () => import('../features/visit/VisitPage.vue'),
      props: true,
      meta: { title: 'visit.title' },
    },
    {
      path: '/finding/:findingId',
      name: 'finding',
      component: () => import('../features/finding/FindingPage.vue'),
      props: true,
      meta: { title: 'finding.title' },
    },
    {
      path: '/cards',
      name: 'cards',
      component: () => import('../features/account/CardsPage.vue'),
      meta: { title: 'cards.title' },
    },
    {
      path: '/rescue',
      name: 'rescue',
      component: () => import('../features/account/RescuePage.vue'),
      meta: { title: 'rescue.title' },
    },
    {
      path: '/sign-in',
      name: 'sign-in',
      component: () => import('../features/account/SignInPage.vue'),
      meta: { title: 'signIn.title', open: true },
    },
    {
      path: '/password',
      name: 'password',
      component: () => import('../features/account/PasswordPage.vue'),
      meta: { title: 'password.title' },
    },
    { path: '/:anything(.*)*', redirect: { name: 'todo' } },
  ],
})

router.beforeEach((to) => {
  if (to.meta.open || phone.value !== undefined) return true
  return { name: 'sign-in', query: to.fullPath === '/' ? {} : { next: to.fullPath } }
})

router.afterEach(nameWindow)
watch(language, () => nameWindow(router.currentRoute.value))

function nameWindow(to: RouteLocationNormalized): void {
  if (to.name !== undefined) document.title = `${t(to.meta.title)} · ${t('shell.product')}`
}
