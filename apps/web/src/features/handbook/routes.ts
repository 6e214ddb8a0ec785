import type { RouteRecordRaw } from 'vue-router'

export const handbookRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/handbook/:version(\\d+)?',
    name: 'handbook',
    component: () => import('./HandbookPage.vue'),
    meta: { title: 'handbook.title', verb: 'facts.read' },
  },
  {
    path: '/handbook/changes/:version(\\d+)',
    name: 'handbook-changes',
    component: () => import('./HandbookChangesPage.vue'),
    meta: { title: 'handbook.changesTitle', verb: 'facts.read', under: 'handbook' },
  },
]
