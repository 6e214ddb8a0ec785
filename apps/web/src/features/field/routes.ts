import type { RouteRecordRaw } from 'vue-router'

export const fieldRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/rescue',
    name: 'rescue',
    component: () => import('./RescuePage.vue'),
    meta: { title: 'field.title', verb: 'finding.manage' },
  },
]
