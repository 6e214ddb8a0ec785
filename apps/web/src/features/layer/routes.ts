import type { RouteRecordRaw } from 'vue-router'

export const layerRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/layers',
    name: 'layer',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'layer.title', verb: 'facts.read' },
  },
]
