import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/import',
    name: 'intake',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'intake.title', verb: 'facts.import' },
  },
]
