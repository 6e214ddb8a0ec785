import type { RouteRecordRaw } from 'vue-router'

export const intakeRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/import',
    name: 'intake',
    component: () => import('./ImportPage.vue'),
    meta: { title: 'intake.title', verb: 'facts.import' },
  },
  {
    path: '/import/:importId',
    name: 'intake-detail',
    component: () => import('./ImportDetailPage.vue'),
    props: true,
    meta: { title: 'intake.detail', verb: 'facts.import', under: 'intake' },
  },
]
