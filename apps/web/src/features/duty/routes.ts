import type { RouteRecordRaw } from 'vue-router'

export const dutyRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/duty-holes',
    name: 'duty',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'duty.title', verb: 'facts.read' },
  },
]
