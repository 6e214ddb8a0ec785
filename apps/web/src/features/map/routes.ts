import type { RouteRecordRaw } from 'vue-router'

export const mapRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/map',
    name: 'map',
    component: () => import('./MapPage.vue'),
    meta: { title: 'map.title', verb: 'facts.read' },
  },
]
