import type { RouteRecordRaw } from 'vue-router'

export const figureRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/figures',
    name: 'figure',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'figure.title', verb: 'facts.read' },
  },
]
