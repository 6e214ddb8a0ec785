import type { RouteRecordRaw } from 'vue-router'

export const packRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/packs',
    name: 'pack',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'pack.title', verb: 'pack.read' },
  },
]
