import type { RouteRecordRaw } from 'vue-router'

export const dutyRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/responsibility',
    name: 'responsibility',
    component: () => import('./ResponsibilityPage.vue'),
    meta: { title: 'duty.table.title', verb: 'facts.read' },
  },
  {
    path: '/responsibility/switched',
    name: 'duty-switched',
    component: () => import('./SwitchedDutiesPage.vue'),
    meta: { title: 'duty.switched.title', verb: 'facts.read', under: 'responsibility' },
  },
  {
    path: '/duty-holes',
    name: 'duty',
    component: () => import('./DutyPage.vue'),
    meta: { title: 'duty.title', verb: 'facts.read' },
  },
]
