import type { RouteRecordRaw } from 'vue-router'

export const layerRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/layers',
    name: 'layer',
    component: () => import('./LayerListPage.vue'),
    meta: { title: 'layer.title', verb: 'facts.read' },
  },
  {
    path: '/layers/import',
    name: 'layer-import',
    component: () => import('./LayerImportPage.vue'),
    props: ({ query }) => ({ kind: typeof query['kind'] === 'string' ? query['kind'] : undefined }),
    meta: { title: 'layer.import', verb: 'layer.edit', under: 'layer' },
  },
  {
    path: '/layers/:layerId',
    name: 'layer-detail',
    component: () => import('./LayerPage.vue'),
    props: true,
    meta: { title: 'layer.one', verb: 'facts.read', under: 'layer' },
  },
]
