import type { RouteRecordRaw } from 'vue-router'

export const gapRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/gaps',
    name: 'gap',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'gap.title', verb: 'score.read' },
  },
]
