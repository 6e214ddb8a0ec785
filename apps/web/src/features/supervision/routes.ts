import type { RouteRecordRaw } from 'vue-router'

export const supervisionRoutes: readonly RouteRecordRaw[] = [
  {
    path: '/supervision/zones',
    name: 'supervision-zone',
    component: () => import('./ZonePage.vue'),
    meta: { title: 'supervision.zoneTitle', verb: 'finding.read' },
  },
  {
    path: '/supervision/patrol',
    name: 'patrol',
    component: () => import('./PatrolPage.vue'),
    meta: { title: 'supervision.patrolTitle', verb: 'finding.read' },
  },
  {
    path: '/supervision/visits',
    name: 'visit',
    component: () => import('./VisitPage.vue'),
    meta: { title: 'supervision.recordTitle', verb: 'finding.read' },
  },
  {
    path: '/supervision/draws',
    name: 'draw',
    component: () => import('./DrawListPage.vue'),
    meta: { title: 'supervision.drawTitle', verb: 'finding.read' },
  },
  {
    path: '/supervision/draws/:drawId',
    name: 'draw-detail',
    component: () => import('./DrawPage.vue'),
    props: true,
    meta: { title: 'supervision.drawTitle', verb: 'finding.read', under: 'draw' },
  },
]
