import type { RouteRecordRaw } from 'vue-router'

export const gapRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/gaps',
    name: 'gap',
    component: () => import('./GapPage.vue'),
    meta: { title: 'gap.title', verb: 'score.read' },
  },
  {
    path: '/gaps/streets',
    name: 'street-table',
    component: () => import('./StreetPage.vue'),
    meta: { title: 'gap.streets', verb: 'score.read', under: 'gap' },
  },
]
