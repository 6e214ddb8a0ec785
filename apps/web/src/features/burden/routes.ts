import type { RouteRecordRaw } from 'vue-router'

export const burdenRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/burden',
    name: 'burden',
    component: () => import('./BurdenPage.vue'),
    meta: { title: 'burden.title', verb: 'finding.read' },
  },
]
