import type { RouteRecordRaw } from 'vue-router'

export const siteRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/sites',
    name: 'site',
    component: () => import('../../shell/PendingPage.vue'),
    meta: { title: 'site.title', verb: 'facts.read' },
  },
]
