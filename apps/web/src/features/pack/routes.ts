import type { RouteRecordRaw } from 'vue-router'

export const packRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/packs',
    name: 'pack',
    component: () => import('./PackListPage.vue'),
    meta: { title: 'pack.title', verb: 'pack.read' },
  },
  {
    path: '/packs/:packKey/:version(\\d+)',
    name: 'pack-one',
    component: () => import('./PackPage.vue'),
    meta: { title: 'pack.one', verb: 'pack.read', under: 'pack' },
  },
  {
    path: '/packs/:packKey/:version(\\d+)/changes',
    name: 'pack-changes',
    component: () => import('./PackChangesPage.vue'),
    meta: { title: 'pack.changesTitle', verb: 'pack.read', under: 'pack' },
  },
]
