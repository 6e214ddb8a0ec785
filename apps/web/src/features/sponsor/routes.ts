import type { RouteRecordRaw } from 'vue-router'

export const sponsorRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/sponsors',
    name: 'sponsor',
    component: () => import('./SponsorPage.vue'),
    meta: { title: 'sponsor.title', verb: 'sponsor.read' },
  },
  {
    path: '/sites/:siteId/sheet',
    name: 'site-sheet',
    component: () => import('./SheetPage.vue'),
    props: true,
    meta: { title: 'sponsor.sheet', verb: 'sponsor.read', under: 'sponsor' },
  },
  {
    path: '/sites/:siteId/board',
    name: 'site-board',
    component: () => import('./BoardPage.vue'),
    props: true,
    meta: { title: 'sponsor.board', verb: 'sponsor.read', under: 'sponsor' },
  },
]
