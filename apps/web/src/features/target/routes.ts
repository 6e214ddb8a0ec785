import type { RouteRecordRaw } from 'vue-router'

export const targetRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/target',
    name: 'target',
    component: () => import('./TargetListPage.vue'),
    meta: { title: 'target.title', verb: 'target.read' },
  },
  {
    path: '/target/progress',
    name: 'target-progress',
    component: () => import('./ProgressPage.vue'),
    meta: { title: 'target.entriesTitle', verb: 'target.read', under: 'target' },
  },
  {
    path: '/target/:targetId',
    name: 'target-detail',
    component: () => import('./TargetPage.vue'),
    props: true,
    meta: { title: 'target.title', verb: 'target.read', under: 'target' },
  },
]
