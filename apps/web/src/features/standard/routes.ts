import type { RouteRecordRaw } from 'vue-router'

export const standardRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/standard',
    name: 'standard',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'standard.title', verb: 'score.read' },
  },
  {
    path: '/standard/:row',
    name: 'standard-item',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'standard.item', verb: 'score.read', under: 'standard' },
  },
]
