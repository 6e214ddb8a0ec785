import type { RouteRecordRaw } from 'vue-router'

export const standardRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/standard',
    name: 'standard',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'standard.title', verb: 'score.read' },
  },
]
