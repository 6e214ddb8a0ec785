import type { RouteRecordRaw } from 'vue-router'

export const dutyRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/duty-holes',
    name: 'duty',
    component: () => import('./DutyPage.vue'),
    meta: { title: 'duty.title', verb: 'facts.read' },
  },
]
