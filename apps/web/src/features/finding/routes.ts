import type { RouteRecordRaw } from 'vue-router'

export const findingRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/findings/board',
    name: 'finding-board',
    component: () => import('./BoardPage.vue'),
    meta: { title: 'finding.board.title', verb: 'finding.read' },
  },
  {
    path: '/findings',
    name: 'finding',
    component: () => import('./FindingListPage.vue'),
    meta: { title: 'finding.title', verb: 'finding.read' },
  },
  {
    path: '/findings/map',
    name: 'finding-map',
    component: () => import('./FindingMapPage.vue'),
    meta: { title: 'finding.map.title', verb: 'finding.read' },
  },
  {
    path: '/findings/indices',
    name: 'finding-index',
    component: () => import('./IndexPage.vue'),
    meta: { title: 'finding.index.title', verb: 'finding.read' },
  },
  {
    path: '/findings/new',
    name: 'finding-new',
    component: () => import('./NewFindingPage.vue'),
    meta: { title: 'finding.fresh.title', verb: 'finding.report' },
  },
  {
    path: '/findings/:findingId',
    name: 'finding-detail',
    component: () => import('./FindingPage.vue'),
    props: true,
    meta: { title: 'finding.one', verb: 'finding.read', under: 'finding' },
  },
]
