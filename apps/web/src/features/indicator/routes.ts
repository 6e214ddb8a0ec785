import type { RouteRecordRaw } from 'vue-router'

export const indicatorRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/indicators/:quantity',
    name: 'indicator',
    component: () => import('./IndicatorPage.vue'),
    meta: { title: 'indicator.title', verb: 'score.read', under: 'standard' },
  },
]
