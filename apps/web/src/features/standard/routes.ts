import type { RouteRecordRaw } from 'vue-router'

export const standardRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/standard',
    name: 'standard',
    component: () => import('./StandardPage.vue'),
    meta: { title: 'standard.title', verb: 'score.read' },
  },
  {
    path: '/standard/:row',
    name: 'standard-item',
    component: () => import('./ItemPage.vue'),
    meta: { title: 'standard.item', verb: 'score.read', under: 'standard' },
  },
]
